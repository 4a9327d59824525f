/** What the boxes are and what they need: checked by ISO 6346 and ISO 668, the goods list and the classes of dangerous goods. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Fault } from '../../../platform/errors.ts';
import { refuse } from '../../../platform/errors.ts';
import type { Need } from '../capacity/capacity.ts';
import { checkContainerNumber, checkVgm } from '../customs/containers.ts';
import { checkHs } from '../customs/goods.ts';
import type { FreightError, FreightRefusal } from '../errors.ts';
import { type Container, containerTypes } from './api.ts';

type BoxFault = Fault & { code: FreightError };

/**
 * What a load takes of every segment. A box weighs its verified gross mass; where that is not known yet, its goods: the mass of an empty box is only on
 * its own plate. When the verified mass comes, the difference is asked for.
 */
export function needOf(containers: readonly Container[]): Need {
  const classes = containers.flatMap(({ goods }) => goods.flatMap(({ dangerous }) => dangerous?.class ?? []));
  return {
    teu: containers.reduce((sum, { type }) => sum + containerTypes[type].teu, 0),
    reeferPlugs: containers.filter(isPlugged).length,
    weightKg: containers.reduce((sum, { vgmKg, cargoKg }) => sum + (vgmKg ?? cargoKg), 0),
    dangerousClasses: [...new Set(classes)].sort(),
  };
}
const isPlugged = ({ type, plugged }: Container) => containerTypes[type].reefer && (plugged ?? true);

/** The same boxes with their numbers as they are written everywhere, or every fault there is, the first giving the code. */
export function checkContainers(
  corridor: Corridor,
  containers: readonly Container[],
): Container[] | FreightRefusal {
  const faults: BoxFault[] = [];
  const seen = new Map<string, number>();
  const checked = containers.map((container, index) => {
    const at = `/containers/${index}`;
    faults.push(...massFaults(container, at), ...goodsFaults(corridor, container, at));
    if (container.plugged && !containerTypes[container.type].reefer)
      faults.push({
        code: 'container-type',
        at: `${at}/plugged`,
        rule: 'no-reefer',
        values: { type: container.type },
        problem: `A ${container.type} is no reefer and takes no plug. Choose a reefer type such as 45R1, or leave plugged out.`,
      });
    const { number: given, ...rest } = container;
    if (given === undefined || given === '') return rest;
    const number = checkNumber(given, container, `${at}/number`, faults);
    const twin = seen.get(number);
    if (twin !== undefined)
      faults.push({
        code: 'container-number-invalid',
        at: `${at}/number`,
        rule: 'number-twice',
        values: { number, other: twin + 1 },
        problem: `${number} is the number of container ${twin + 1} as well. Each box has one of its own.`,
      });
    else seen.set(number, index);
    return { ...rest, number };
  });
  const [first] = faults;
  if (!first) return checked;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return refuse(
    first.code,
    `${first.at}: ${first.problem}${more}`,
    faults.map(({ code: _, ...fault }) => fault),
  );
}

function checkNumber(given: string, { type }: Container, at: string, faults: BoxFault[]): string {
  const { number, category, expected, fault, problem } = checkContainerNumber(given);
  if (problem !== null)
    faults.push({
      code: 'container-number-invalid',
      at,
      problem,
      rule: `number-${fault}`,
      values: { number, expected },
    });
  else if (category !== 'U')
    faults.push({
      code: 'container-number-invalid',
      at,
      rule: 'number-no-container',
      values: { number, category, type },
      problem: `${number} names equipment of category ${category}, and a ${type} is a freight container, which has U as its fourth letter.`,
    });
  return number;
}

function massFaults(container: Container, at: string): BoxFault[] {
  const fault = checkVgm(container);
  const field = container.vgmKg === undefined ? 'cargoKg' : 'vgmKg';
  return fault === null ? [] : [{ code: 'over-weight', at: `${at}/${field}`, ...fault }];
}

function goodsFaults(corridor: Corridor, { goods }: Container, at: string): BoxFault[] {
  return goods.flatMap(({ hs }, index) => {
    const { problem } = checkHs(corridor, hs);
    return problem === null
      ? []
      : [{ code: 'goods-unknown', at: `${at}/goods/${index}/hs`, problem, rule: 'hs', values: { hs } }];
  });
}

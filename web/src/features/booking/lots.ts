/** Containers as a person counts them: so many of a type with the same load, each with a number and a verified mass of its own. */
import type { Container, ContainerType } from '../../api/booking.ts';
import { plainNumber } from './container-number.ts';

/** ISO 6346 codes a booking can be made for; `satisfies` keeps the list complete. */
export const types = {
  '22G1': { teu: 1, reefer: false },
  '42G1': { teu: 2, reefer: false },
  '45G1': { teu: 2, reefer: false },
  '22R1': { teu: 1, reefer: true },
  '42R1': { teu: 2, reefer: true },
  '45R1': { teu: 2, reefer: true },
  '22U1': { teu: 1, reefer: false },
  '42U1': { teu: 2, reefer: false },
  '22T1': { teu: 1, reefer: false },
} as const satisfies Record<ContainerType, { teu: number; reefer: boolean }>;
export const typeCodes = Object.keys(types) as ContainerType[];

export interface Dangerous {
  unNumber: string;
  class: string;
  packingGroup: '' | 'I' | 'II' | 'III';
  properShippingName: string;
}
export interface LotGoods {
  hs: string;
  description: string;
  dangerous: Dangerous | null;
}
export interface Box {
  number: string;
  vgm: string;
}
/** Texts as they are typed: masses in kg. */
export interface Lot {
  id: string;
  type: ContainerType;
  cargo: string;
  plugged: boolean;
  goods: LotGoods[];
  boxes: Box[];
}

export const boxesMax = 100;
const emptyBox: Box = { number: '', vgm: '' };

let lotsMade = 0;
export const newLot = (type: ContainerType, count: number, cargo = ''): Lot => ({
  id: `lot-${++lotsMade}`,
  type,
  cargo,
  plugged: types[type].reefer,
  goods: [],
  boxes: Array.from({ length: count }, () => emptyBox),
});

/** What a load of so many TEU usually is: 40-foot containers, and a 20-foot one for what is left over. */
export function usualLots(teu: number, weightKg: number | null, hs: string | undefined): Lot[] {
  const long = Math.floor(teu / 2);
  const lots = [...(long > 0 ? [newLot('45G1', long)] : []), ...(teu % 2 === 1 ? [newLot('22G1', 1)] : [])];
  return lots.map((lot) => ({
    ...lot,
    cargo: weightKg === null ? '' : String(Math.round((weightKg / teu) * types[lot.type].teu)),
    goods: hs ? [{ hs, description: '', dangerous: null }] : [],
  }));
}

/** Boxes are added empty at the end and taken away there; what was typed for the others stays. */
export const withCount = (lot: Lot, count: number): Lot => ({
  ...lot,
  boxes: Array.from({ length: count }, (_, index) => lot.boxes[index] ?? emptyBox),
});

export const countOf = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.boxes.length, 0);
export const teuOf = (lots: readonly Lot[]): number =>
  lots.reduce((sum, lot) => sum + lot.boxes.length * types[lot.type].teu, 0);

/** A mass as a person types it: `24 500`, `24,500`, `24500`; null where it is none. */
export function kilograms(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0.,'’]/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** Null while a mass is missing somewhere. */
export function cargoKgOf(lots: readonly Lot[]): number | null {
  let sum = 0;
  for (const lot of lots) {
    const each = kilograms(lot.cargo);
    if (each === null) return null;
    sum += each * lot.boxes.length;
  }
  return sum;
}

export function toContainers(lots: readonly Lot[]): Container[] {
  return lots.flatMap((lot) =>
    lot.boxes.map((box): Container => {
      const vgmKg = kilograms(box.vgm);
      return {
        type: lot.type,
        cargoKg: kilograms(lot.cargo) ?? 0,
        ...(box.number.trim() ? { number: plainNumber(box.number) } : {}),
        ...(vgmKg ? { vgmKg } : {}),
        ...(types[lot.type].reefer ? { plugged: lot.plugged } : {}),
        goods: lot.goods
          .filter((goods) => goods.hs !== '' || goods.dangerous !== null)
          .map(({ hs, description, dangerous }) => ({
            hs,
            description,
            ...(dangerous ? { dangerous: dangerousOf(dangerous) } : {}),
          })),
      };
    }),
  );
}

function dangerousOf({ packingGroup, ...rest }: Dangerous) {
  return { ...rest, ...(packingGroup === '' ? {} : { packingGroup }) };
}

/** Neighbours with the same load are one lot again. */
export function lotsOf(containers: readonly Container[]): Lot[] {
  const lots: Lot[] = [];
  let loadBefore = '';
  for (const container of containers) {
    const { number, vgmKg, ...load } = container;
    const box: Box = { number: number ?? '', vgm: vgmKg === undefined ? '' : String(vgmKg) };
    const text = JSON.stringify(load);
    const last = lots.at(-1);
    if (last && text === loadBefore) last.boxes.push(box);
    else lots.push(lotWith(container, box));
    loadBefore = text;
  }
  return lots;
}

function lotWith(container: Container, box: Box): Lot {
  return {
    ...newLot(container.type, 0, String(container.cargoKg)),
    plugged: container.plugged ?? types[container.type].reefer,
    goods: (container.goods ?? []).map(({ hs, description, dangerous }) => ({
      hs,
      description: description ?? '',
      dangerous: dangerous ? { ...dangerous, packingGroup: dangerous.packingGroup ?? '' } : null,
    })),
    boxes: [box],
  };
}

export interface LotFault {
  lot: string;
  /** Null for the lot itself. */
  box: number | null;
  field: 'cargo' | 'cargo-max' | 'heavy' | 'number' | 'vgm' | 'twice' | 'un' | 'class' | 'name' | 'hs';
}

/** What no server needs to be asked about. The order is the form's own, so that the first is the one to go to. */
export function lotFaults(lots: readonly Lot[], wrongNumber: (typed: string) => boolean): LotFault[] {
  const seen = new Set<string>();
  return lots.flatMap((lot) => {
    const cargo = kilograms(lot.cargo);
    const faults: LotFault[] = [];
    const fault = (field: LotFault['field'], box: number | null = null) =>
      faults.push({ lot: lot.id, box, field });
    if (cargo === null) fault('cargo');
    else if (cargo > 40_000) fault('cargo-max');
    for (const { hs, dangerous } of lot.goods) {
      if (dangerous && !/^\d{4}$/.test(dangerous.unNumber)) fault('un');
      if (dangerous && !/^[1-9](\.[1-6])?$/.test(dangerous.class)) fault('class');
      if (dangerous && dangerous.properShippingName.trim() === '') fault('name');
      if (hs === '' && dangerous) fault('hs');
    }
    for (const [index, box] of lot.boxes.entries()) {
      const number = plainNumber(box.number);
      if (wrongNumber(box.number)) fault('number', index);
      else if (number !== '' && seen.has(number)) fault('twice', index);
      seen.add(number);
      if (box.vgm.trim() !== '' && !(kilograms(box.vgm) ?? 0)) fault('vgm', index);
    }
    return faults;
  });
}

/** Faults the server found, by JSON pointers such as `/containers/2/vgmKg`, as faults of the lots the containers were made from. */
export function faultsAt(lots: readonly Lot[], pointers: readonly string[]): LotFault[] {
  const boxes = lots.flatMap((lot) => lot.boxes.map((_, box) => ({ lot: lot.id, box })));
  return pointers.flatMap((pointer): LotFault[] => {
    const [, list, index, field, ...rest] = pointer.split('/');
    const at = list === 'containers' ? boxes[Number(index)] : undefined;
    if (!at) return [];
    if (field === 'number' || field === 'vgmKg')
      return [{ ...at, field: field === 'number' ? 'number' : 'vgm' }];
    if (field === 'cargoKg') return [{ lot: at.lot, box: null, field: 'heavy' }];
    return field === 'goods' && rest[1] === 'hs' ? [{ lot: at.lot, box: null, field: 'hs' }] : [];
  });
}

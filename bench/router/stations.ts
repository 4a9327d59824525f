export interface Stop {
  latitude: number;
  longitude: number;
}

export interface Footpath {
  from: number;
  to: number;
  minutes: number;
}

const longestMetres = 300;
const metresPerMinute = 60;
const metresPerDegree = 111_195;

/** Gives every stop of an agency the number of its station; a stop without a parent is one itself. */
export function foldStations(
  rows: Iterable<Record<string, string>>,
  space: string,
  stops: Stop[],
  stationOf: Map<string, number>,
): void {
  const all = [...rows];
  const ofItself = all.filter((row) => !row.parent_station);
  for (const row of ofItself) {
    const key = `${space} ${row.stop_id}`;
    if (stationOf.has(key)) continue;
    stationOf.set(key, stops.length);
    stops.push({ latitude: Number(row.stop_lat), longitude: Number(row.stop_lon) });
  }
  for (const row of all) {
    if (row.parent_station)
      stationOf.set(`${space} ${row.stop_id}`, stationOf.get(`${space} ${row.parent_station}`)!);
  }
}

/** Footpaths, both ways, between stops up to 300 m apart as the crow flies, at 60 m a minute and at least a minute. */
export function footpaths(stops: readonly Stop[]): Footpath[] {
  const cell = longestMetres / metresPerDegree;
  const cells = new Map<string, number[]>();
  const cellOf = ({ latitude, longitude }: Stop) =>
    [Math.floor(latitude / cell), Math.floor(longitude / cell)] as const;
  stops.forEach((stop, index) => {
    const key = cellOf(stop).join(' ');
    cells.set(key, [...(cells.get(key) ?? []), index]);
  });
  return stops.flatMap((stop, from) => {
    const [row, column] = cellOf(stop);
    const found: Footpath[] = [];
    // A degree of longitude is shorter than one of latitude, so look one cell further in that direction.
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 2; x <= column + 2; x++) {
        for (const to of cells.get(`${y} ${x}`) ?? []) {
          const metres = distance(stop, stops[to]!);
          if (to !== from && metres <= longestMetres) {
            found.push({ from, to, minutes: Math.max(1, Math.ceil(metres / metresPerMinute)) });
          }
        }
      }
    }
    return found;
  });
}

function distance(a: Stop, b: Stop): number {
  const shrink = Math.cos((((a.latitude + b.latitude) / 2) * Math.PI) / 180);
  return Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * shrink) * metresPerDegree;
}

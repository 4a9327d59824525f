/** The heat map's choices as they stand in the address, so that what is seen can be sent to somebody. */
export interface LanesAddress {
  kind?: 'reefer-plug' | 'weight-kg';
  at?: string;
  /** A Monday. */
  from?: string;
  order?: 'name';
}

export function readLanesAddress(search: Record<string, unknown>): LanesAddress {
  const { kind, at, from, order } = search;
  return {
    ...(kind === 'reefer-plug' || kind === 'weight-kg' ? { kind } : {}),
    ...(typeof at === 'string' && at.trim() ? { at: at.trim().slice(0, 100) } : {}),
    ...(typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from) ? { from } : {}),
    ...(order === 'name' ? { order } : {}),
  };
}

/** The Monday some weeks from another. */
export function mondayFrom(monday: string, weeks: number): string {
  const day = new Date(`${monday}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * weeks);
  return day.toISOString().slice(0, 10);
}

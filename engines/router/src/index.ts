export type * from './network.ts';
export { reverseTimetable } from './reverse.ts';
export { buildTimetable, type Timetable } from './timetable.ts';

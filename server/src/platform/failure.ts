/**
 * Something outside the program keeps it from working (a bad setting, a taken port, a database that can't start). The
 * message is one sentence for the person who started it: what is wrong and what to do. Never a stack trace.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

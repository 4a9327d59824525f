/** Every refusal of the freight module, in one closed table. Details name the field at fault and what to do. */
import { type ErrorTable, type Refusal, refuse, type Values } from '../../platform/errors.ts';

export const freightErrors = {
  'place-unknown': { status: 422, title: 'There is no such place in this corridor' },
  'place-ambiguous': { status: 422, title: 'More than one place bears that name' },
  'same-place': { status: 422, title: 'The shipment ends where it begins' },
  'date-past': { status: 422, title: 'The date is past' },
  'date-impossible': { status: 422, title: 'The dates contradict each other' },
  'date-too-far': { status: 422, title: 'The date lies beyond the timetable' },
  'weight-over-limit': { status: 422, title: 'The load is too heavy for the containers' },
  'goods-unknown': { status: 422, title: 'There is no such code of goods' },
  'crossing-unknown': { status: 422, title: 'There is no such border crossing in this corridor' },
  'no-route': { status: 422, title: 'No way leads there' },
  'search-too-large': { status: 422, title: 'The search is too large' },
  'terminal-not-found': { status: 404, title: 'There is no such terminal in this corridor' },
  'service-not-found': { status: 404, title: 'There is no such service in this corridor' },
  'crossing-not-found': { status: 404, title: 'There is no such border crossing in this corridor' },
  'cursor-invalid': { status: 400, title: 'The cursor is not one this list gave out' },
  'window-invalid': { status: 400, title: 'The window of time can not be answered' },
  'run-not-found': { status: 404, title: 'There is no such departure in the timetable' },
  'loading-closed': { status: 409, title: 'The departure takes in no more boxes' },
  'departure-cancelled': { status: 409, title: 'The departure is cancelled' },
  'goods-not-taken': { status: 422, title: 'A departure on the way does not take these dangerous goods' },
  'places-not-stated': { status: 422, title: 'Nobody has stated what the departure carries' },
  'plugs-not-stated': { status: 422, title: 'Nobody has stated how many reefers the departure can power' },
  'way-too-long': { status: 422, title: 'The way has more stretches than can be held at once' },
  'below-promised': { status: 409, title: 'More than that is already promised' },
  'capacity-changed': { status: 409, title: 'Somebody else has changed it meanwhile' },
  'departure-past': { status: 409, title: 'The departure has arrived' },
  'ledger-away': { status: 503, title: 'What is left can not be looked up now' },
  'declaration-changed': { status: 409, title: 'The declaration has changed meanwhile' },
  'declaration-version-unknown': { status: 404, title: 'There is no such version of the declaration' },
  'declaration-incomplete': { status: 422, title: 'The declaration can not be lodged yet' },
  'booking-not-confirmed': { status: 409, title: 'The booking is not confirmed' },
  'declaration-not-lodged': { status: 409, title: 'The declaration has not been lodged' },
  'border-not-on-way': { status: 404, title: 'The way does not cross that border' },
  'status-impossible': { status: 409, title: 'The declaration can not become that here' },
  'note-missing': { status: 422, title: 'A reason has to be given' },
  'customs-office-unknown': { status: 422, title: 'There is no such authority' },
  'date-missing': { status: 422, title: 'The request names no date' },
  'option-gone': { status: 409, title: 'This way is not offered any more' },
  'no-train': { status: 422, title: 'There is no train on this way' },
  'teu-differs': { status: 422, title: 'The containers are not what the way was planned for' },
  'container-number-invalid': { status: 422, title: 'A container number is not right' },
  'container-type': { status: 422, title: 'A container can not be used so' },
  'over-weight': { status: 422, title: 'A container is too heavy' },
  'key-missing': { status: 400, title: 'An Idempotency-Key is needed' },
  'key-conflict': { status: 409, title: 'The key was used with another request' },
  full: { status: 409, title: 'There is no room for all of it' },
  'hold-expired': { status: 410, title: 'The hold has ended' },
  'booking-not-found': { status: 404, title: 'There is no such booking' },
  'booking-changed': { status: 409, title: 'The booking has changed meanwhile' },
  'booking-closed': { status: 409, title: 'The booking does not allow that any more' },
  departed: { status: 409, title: 'The first train has left' },
  'terms-changed': { status: 409, title: 'Somebody else has changed the terms meanwhile' },
  'streams-many': { status: 429, title: 'Too many pages are listening' },
  'load-unclear': { status: 422, title: 'What is to be sent is not clear' },
  'no-room': { status: 409, title: 'Every departure there is full or cancelled' },
  'pack-changing': { status: 503, title: 'The corridor is being replaced' },
} as const satisfies ErrorTable;
export type FreightError = keyof typeof freightErrors;
export type FreightRefusal = Refusal<FreightError>;

/** With what the detail speaks of, so that a page says it in the reader's language and by the clock of the place. */
export const refuseWith = (code: FreightError, values: Values, detail: string): FreightRefusal => ({
  ...refuse(code, detail),
  values,
});

/** A refusal of one field of the request. `at` is a JSON pointer or the query's name. */
export const refuseField = (
  code: FreightError,
  at: string,
  detail: string,
  suggestions: readonly string[] = [],
  values?: Values,
): FreightRefusal => ({
  ...refuse(code, detail, [{ at, problem: detail, ...(suggestions.length > 0 ? { suggestions } : {}) }]),
  ...(values ? { values } : {}),
});

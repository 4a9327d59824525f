/**
 * Ids of bookings that change, for pages that are open: server-sent events of the caller's own organisation, of all for an operator. A page that loses the
 * stream asks for it again by itself and reads its lists anew, so nothing has to be repeated.
 */
import { refuse } from '../../../platform/errors.ts';
import type { Principal } from '../../../platform/http/permissions.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { langQuery } from '../api.ts';
import type { FreightRefusal } from '../errors.ts';
import { organisationSeen } from './list.ts';
import type { BookingParts } from './parts.ts';
import { bookingsTopic } from './settle.ts';

interface Listener {
  /** Null: everybody's. */
  organisation: string | null;
  person: string;
  send(text: string): void;
  end(): void;
}

const limits = { listenersMax: 1_000, ofOnePersonMax: 12, heartbeatMs: 20_000, lifeMs: 1_800_000 };

export class BookingStreams {
  private readonly listeners = new Set<Listener>();
  private readonly parts: Pick<BookingParts, 'bus'>;
  private leave: (() => void)[] = [];
  private beating: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(parts: Pick<BookingParts, 'bus'>) {
    this.parts = parts;
  }

  routes(): Route[] {
    return [
      route({
        permission: 'bookings:read',
        method: 'GET',
        path: '/api/v1/bookings/stream',
        summary: 'Ids of bookings that change, as server-sent events',
        query: langQuery,
        errors: ['streams-many'],
        // A route that is not for everybody has somebody who asks (http/route.ts).
        handle: (_, { principal }) => this.open(principal!),
      }),
    ];
  }

  open(principal: Principal): Response | FreightRefusal {
    const person = principal.person.id;
    const own = [...this.listeners].filter((each) => each.person === person).length;
    if (this.closed || this.listeners.size >= limits.listenersMax || own >= limits.ofOnePersonMax)
      return refuse(
        'streams-many',
        `At most ${limits.ofOnePersonMax} pages of one person can listen at a time: close some, or look again in a while.`,
      );
    this.listen();
    let listener: Listener | undefined;
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const end = () => {
          clearTimeout(ending);
          if (listener && this.listeners.delete(listener)) controller.close();
        };
        // Whoever lost the right to look meanwhile is asked who they are again.
        const ending = setTimeout(end, limits.lifeMs).unref();
        listener = {
          organisation: organisationSeen(principal, undefined),
          person,
          send: (text) => {
            // A page that does not read what it is sent would fill our memory.
            if ((controller.desiredSize ?? 0) < -100) end();
            else controller.enqueue(encoder.encode(text));
          },
          end,
        };
        this.listeners.add(listener);
        listener.send('retry: 2000\n\nevent: open\ndata: {}\n\n');
      },
      cancel: () => {
        if (listener) this.listeners.delete(listener);
      },
    });
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Proxies would keep events back until they have enough of them.
        'x-accel-buffering': 'no',
      },
    });
  }

  /** Ends all of them, so that the server can leave; pages ask the next one. */
  close(): void {
    this.closed = true;
    clearInterval(this.beating);
    for (const each of this.leave.splice(0)) each();
    for (const listener of [...this.listeners]) listener.end();
  }

  private listen(): void {
    if (this.beating !== undefined) return;
    this.beating = setInterval(() => this.tell(': still here\n\n'), limits.heartbeatMs).unref();
    this.leave = [
      this.parts.bus().subscribe(bookingsTopic, (message) => {
        const { id, organisation } = message as { id: string; organisation: string };
        this.tell(`event: booking\ndata: ${JSON.stringify({ id })}\n\n`, organisation);
      }),
      // Anything may have changed: pages read everything again.
      this.parts.bus().onGap(() => this.tell('data: {}\n\n')),
    ];
  }

  private tell(text: string, organisation?: string): void {
    for (const listener of [...this.listeners]) {
      const isMeant =
        organisation === undefined ||
        listener.organisation === null ||
        listener.organisation === organisation;
      if (isMeant) listener.send(text);
    }
  }
}

import { parseDate as parseCivil } from '@internationalized/date';
import type { RefObject } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Dialog,
  Heading,
  Popover,
} from 'react-aria-components';
import css from './date-calendar.module.css';

interface Props {
  label: string;
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  trigger: RefObject<HTMLButtonElement | null>;
  onChoose: (day: string) => void;
  onClose: () => void;
}

/** A month to choose a day from: loaded on use, because most people type. */
export default function DateCalendar({ label, value, min, max, trigger, onChoose, onClose }: Props) {
  const civil = (day: string | undefined) =>
    day !== undefined && /^\d{4}-\d{2}-\d{2}/.test(day) ? parseCivil(day.slice(0, 10)) : null;
  return (
    <Popover
      className={css.popover ?? ''}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={6}
    >
      <Dialog className={css.dialog ?? ''} aria-label={label}>
        <Calendar
          aria-label={label}
          value={civil(value)}
          minValue={civil(min)}
          maxValue={civil(max)}
          autoFocus
          onChange={(day) => onChoose(day.toString())}
        >
          <header className={css.head}>
            <Button slot="previous" className={css.turn ?? ''}>
              <span aria-hidden="true">‹</span>
            </Button>
            <Heading className={css.month ?? ''} />
            <Button slot="next" className={css.turn ?? ''}>
              <span aria-hidden="true">›</span>
            </Button>
          </header>
          <CalendarGrid weekdayStyle="short" className={css.grid ?? ''}>
            <CalendarGridHeader>
              {(day) => <CalendarHeaderCell className={css.weekday ?? ''}>{day}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => <CalendarCell date={date} className={css.day ?? ''} />}
            </CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Key } from 'react-aria-components';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { Place } from '../../../api/freight.ts';
import { placesQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './form.module.css';
import type { ShownPlace } from './shown-place.ts';

interface Props {
  label: string;
  place: ShownPlace;
  invalid: boolean;
  onChange: (id: string) => void;
}

const none: Place[] = [];

/** A terminal may have its place's id; a plan takes the place then, which stands for all its terminals. */
const eachOnce = (places: readonly Place[]): Place[] =>
  places.filter(
    (found) =>
      found.kind === 'place' || !places.some((other) => other.kind === 'place' && other.id === found.id),
  );

/** Whether a name that was found says anything the name shown does not. */
const sameName = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** A place by any of its names, forgiving typing errors, with its code; a text no place was chosen for goes to the server as it is. */
export function PlaceField({ label, place, invalid, onChange }: Props) {
  const { t, tag } = useLanguage();
  const known = place.name;
  const [text, setText] = useState(known);
  const [typing, setTyping] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const [before, setBefore] = useState(known);
  if (before !== known) {
    setBefore(known);
    if (!typing) setText(known);
  }
  // a name that was chosen, or came with the back button, is replaced by the next letter typed
  useEffect(() => {
    const element = input.current;
    if (!typing && element?.value === text && document.activeElement === element) element?.select();
  }, [text, typing]);
  const wanted = useSettled(typing ? text : '', 120);
  const { data, isFetching } = useQuery(placesQuery(wanted, tag));
  // without typing there is nothing to choose from, and a list that still had places would open again by itself
  const places = useMemo(
    () => (!typing || wanted.trim() === '' ? none : eachOnce(data?.items ?? none)),
    [typing, wanted, data],
  );

  const choose = (key: Key | null) => {
    if (key === null) return;
    const chosen = places.find((found) => found.id === key);
    setTyping(false);
    if (chosen) setText(chosen.name);
    onChange(String(key));
  };
  const leave = () => {
    if (!typing) return;
    setTyping(false);
    const typed = text.trim();
    if (typed === '' || typed === known) return setText(known);
    // what was typed is what is asked: an exact name finds its place, any other is refused with suggestions
    onChange(places.find((found) => found.name.toLowerCase() === typed.toLowerCase())?.id ?? typed);
  };
  return (
    <ComboBox
      className={css.field ?? ''}
      items={places}
      // the address holds the choice, so that choosing the same place again is a choice again
      selectedKey={null}
      inputValue={text}
      onInputChange={(value) => setText(value)}
      onSelectionChange={choose}
      onBlur={leave}
      allowsCustomValue
      // an empty list is worth opening while a name is typed; after a choice it would cover the page again
      allowsEmptyCollection={typing}
      isInvalid={invalid}
      menuTrigger="input"
    >
      <Label className={controls.label ?? ''}>{label}</Label>
      <div className={css.coded}>
        <Input
          ref={input}
          className={controls.input ?? ''}
          autoComplete="off"
          spellCheck={false}
          onInput={() => setTyping(true)}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={(event) => {
            // with an option in hand Enter chooses it, else what was typed is what is asked
            const option = event.currentTarget.getAttribute('aria-activedescendant');
            if (event.key === 'Enter' && !option) leave();
          }}
        />
        {!typing && place.code && <span className={css.code}>{place.code}</span>}
      </div>
      <Popover className={css.places ?? ''} offset={4} placement="bottom start">
        <ListBox
          className={css.placeList ?? ''}
          renderEmptyState={() => (
            <p className={css.nothing}>
              {t(
                wanted.trim() === ''
                  ? 'freight.place.type'
                  : isFetching
                    ? 'shell.loading'
                    : 'freight.place.none',
              )}
            </p>
          )}
        >
          {(item: Place) => (
            <ListBoxItem className={css.place ?? ''} id={item.id} textValue={item.name}>
              <span className={css.placeName}>
                {item.name}
                {item.matched && !sameName(item.matched, item.name) && !sameName(item.matched, item.id) && (
                  <span className={css.matched}> {item.matched}</span>
                )}
              </span>
              <span className={css.placeCode}>{item.locode}</span>
              <span className={css.placeKind}>
                {item.countryName}
                {item.kind === 'terminal' ? ` · ${t('freight.place.terminal')}` : ''}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** The value once it has rested: a word typed at once is asked about once. */
function useSettled(value: string, restMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}

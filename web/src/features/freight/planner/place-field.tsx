import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
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

/** A place by any of its names, forgiving typing errors, with its code; a text no place was chosen for goes to the server as it is. */
export function PlaceField({ label, place, invalid, onChange }: Props) {
  const { t, tag } = useLanguage();
  const known = place.name;
  const [text, setText] = useState(known);
  const [typing, setTyping] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!typing) setText(known);
  }, [known, typing]);
  // a name that was chosen, or came with the back button, is replaced by the next letter typed
  useEffect(() => {
    const element = input.current;
    if (!typing && element?.value === text && document.activeElement === element) element?.select();
  }, [text, typing]);
  const wanted = useDeferredValue(typing ? text : '');
  const { data, isFetching } = useQuery(placesQuery(wanted, tag));
  const places = wanted.trim() === '' ? [] : (data?.items ?? []);

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
          // a place is replaced more often than mended
          onClick={(event) => !typing && event.currentTarget.select()}
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
                {item.matched && item.matched !== item.name && (
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

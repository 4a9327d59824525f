import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Key } from 'react-aria-components';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { type Goods, goodsQuery } from '../../api/customs.ts';
import { useLanguage } from '../../i18n/index.ts';
import controls from '../../styles/controls.module.css';
import css from './goods.module.css';
import './messages.ts';

interface Props {
  label: string;
  invalid?: boolean;
  id?: string;
  onChoose: (goods: { hs: string; name: string }) => void;
}
const none: Goods[] = [];

/** Goods by words in the reader's language, or by their code. */
export function GoodsField({ label, invalid = false, id, onChoose }: Props) {
  const { t, tag } = useLanguage();
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim(), 150);
  const { data, isFetching } = useQuery(goodsQuery(wanted, tag));
  const items = wanted === '' ? none : (data?.items ?? none);
  const choose = (key: Key | null) => {
    const found = items.find(({ hs }) => hs === key);
    if (!found) return;
    setText('');
    onChoose({ hs: found.hs, name: found.name });
  };
  return (
    <ComboBox
      className={css.field ?? ''}
      items={items}
      selectedKey={null}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={choose}
      allowsCustomValue
      allowsEmptyCollection={text.trim() !== ''}
      isInvalid={invalid}
      menuTrigger="input"
    >
      <Label className={controls.label ?? ''}>{label}</Label>
      <Input
        {...(id ? { id } : {})}
        className={controls.input ?? ''}
        autoComplete="off"
        placeholder={t('booking.goods.example')}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter looks for goods and never sends the form around it; with no option in hand it takes the first
          event.preventDefault();
          if (!event.currentTarget.getAttribute('aria-activedescendant')) choose(items[0]?.hs ?? null);
        }}
      />
      <Popover className={css.popover ?? ''} offset={4} placement="bottom start">
        <ListBox
          className={css.list ?? ''}
          renderEmptyState={() => (
            <p className={css.nothing}>{t(isFetching ? 'shell.loading' : 'booking.goods.none')}</p>
          )}
        >
          {(item: Goods) => (
            <ListBoxItem className={css.item ?? ''} id={item.hs} textValue={`${item.hs} ${item.name}`}>
              <span className={css.code}>{shownHs(item.hs)}</span>
              <span className={css.name}>{item.name}</span>
              {item.parentName && <span className={css.parent}>{item.parentName}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** What a code means, in the reader's language; the code alone until it is known. */
export function GoodsName({ hs }: { hs: string }) {
  const { tag } = useLanguage();
  const { data } = useQuery(goodsQuery(hs, tag));
  const found =
    data?.items.find((item) => item.hs === hs) ?? data?.items.find((item) => hs.startsWith(item.hs));
  return (
    <>
      <span className={css.code}>{shownHs(hs)}</span> {found?.name}
    </>
  );
}

export const shownHs = (hs: string): string => [hs.slice(0, 4), hs.slice(4)].filter(Boolean).join(' ');

/** The value once it has rested: a word typed at once is asked about once. */
function useSettled(value: string, restMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}

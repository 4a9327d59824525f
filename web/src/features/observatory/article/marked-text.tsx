import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import type { Article } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import {
  type Block,
  blocksOf,
  bodyOf,
  chunksOf,
  type Mark,
  marksByBlock,
  piecesOf,
  sentenceAround,
} from './marks.ts';
import css from './text.module.css';

interface Props {
  article: Pick<Article, 'title' | 'text' | 'language'>;
  marks: readonly Mark[];
  /** The claim that is opened: its sentence is lit. */
  chosen: string | undefined;
  onChoose: (claim: string) => void;
}

/** Up to here a text is drawn with all its marks at once. */
const wholeUnitsMax = 60_000;
const markId = (claim: string) => `claim-${claim}`;

/**
 * A text with its claims marked, each a link to itself. Tab and the arrows go from mark to mark. Of a long text only what is near the window
 * has its marks; the rest is plain text, so that it can be searched and read all the same.
 */
export function MarkedText({ article, marks, chosen, onChoose }: Props) {
  const { title, text, language } = article;
  const blocks = useMemo(() => bodyOf(blocksOf(text), { text, title, marks }), [text, title, marks]);
  const byBlock = useMemo(() => marksByBlock(blocks, marks), [blocks, marks]);
  const chunks = useMemo(() => chunksOf(blocks), [blocks]);
  // a new object each time, so that the same mark can be gone to twice; it stays, since its marks go when nothing holds them
  const [wanted, setWanted] = useState<{ claim: string } | null>(null);
  const lit = useMemo(() => {
    const mark = marks.find(({ claim }) => claim.id === chosen);
    const block = mark && blocks.find(({ end }) => end > mark.claim.start);
    return mark && block ? sentenceAround(text, block, mark.claim.start, language) : null;
  }, [marks, chosen, blocks, text, language]);
  useEffect(() => {
    if (wanted) document.getElementById(markId(wanted.claim))?.focus();
  }, [wanted]);

  const onKeyDown = (event: KeyboardEvent) => {
    const here = (event.target as HTMLElement).closest<HTMLElement>('[data-claim]')?.dataset.claim;
    const to = here === undefined || event.altKey || event.ctrlKey || event.metaKey ? null : steps[event.key];
    if (!to) return;
    const next =
      marks[
        to(
          marks.findIndex(({ claim }) => claim.id === here),
          marks.length - 1,
        )
      ];
    if (!next) return;
    event.preventDefault();
    setWanted({ claim: next.claim.id });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are heard from the links inside it
    <div className={css.text} lang={language || undefined} onKeyDown={onKeyDown}>
      {chunks.map(({ from, to }) => {
        const within = { start: blocks[from]!.start, end: blocks[to - 1]!.end };
        const holds = (claim: string | undefined) =>
          claim !== undefined &&
          byBlock.slice(from, to).some((list) => list.some((mark) => mark.claim.id === claim));
        return (
          <Chunk
            key={from}
            always={text.length <= wholeUnitsMax || holds(chosen) || holds(wanted?.claim)}
            text={text}
            blocks={blocks.slice(from, to)}
            marks={byBlock.slice(from, to)}
            chosen={holds(chosen) ? chosen : undefined}
            lit={lit && lit.start < within.end && lit.end > within.start ? lit : null}
            onChoose={onChoose}
          />
        );
      })}
    </div>
  );
}

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

interface ChunkProps {
  always: boolean;
  text: string;
  blocks: readonly Block[];
  marks: readonly (readonly Mark[])[];
  chosen: string | undefined;
  lit: Block | null;
  onChoose: (claim: string) => void;
}

function Chunk({ always, text, blocks, marks, chosen, lit, onChoose }: ChunkProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (always || !element) return;
    const watcher = new IntersectionObserver(([entry]) => setIsNear(entry?.isIntersecting ?? false), {
      rootMargin: '1200px 0px',
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [always]);
  const marked = always || isNear;
  return (
    <div ref={frame} className={always ? undefined : css.far}>
      {blocks.map((block, index) => (
        <Paragraph
          key={block.start}
          text={text}
          block={block}
          marks={marked ? (marks[index] ?? none) : none}
          chosen={chosen}
          lit={lit && lit.start < block.end && lit.end > block.start ? lit : null}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}
const none: readonly Mark[] = [];

interface ParagraphProps extends Omit<ChunkProps, 'always' | 'blocks' | 'marks'> {
  block: Block;
  marks: readonly Mark[];
}

const Paragraph = memo(function Paragraph({ text, block, marks, chosen, lit, onChoose }: ParagraphProps) {
  return (
    <p>
      {piecesOf(block, marks, lit).map(({ start, end, mark, isFirst }) => {
        const words = text.slice(start, end);
        const isLit = lit !== null && start >= lit.start && end <= lit.end;
        if (!mark)
          return isLit ? (
            <span key={start} className={css.lit}>
              {words}
            </span>
          ) : (
            words
          );
        return (
          <MarkLink
            key={start}
            mark={mark}
            words={words}
            isFirst={isFirst}
            isLit={isLit}
            isChosen={mark.claim.id === chosen}
            onChoose={onChoose}
          />
        );
      })}
    </p>
  );
});

interface MarkLinkProps {
  mark: Mark;
  words: string;
  isFirst: boolean;
  isLit: boolean;
  isChosen: boolean;
  onChoose: (claim: string) => void;
}

function MarkLink({
  mark: { claim, tone, number },
  words,
  isFirst,
  isLit,
  isChosen,
  onChoose,
}: MarkLinkProps) {
  const { t } = useLanguage();
  const look = `${css.mark} ${isLit ? css.lit : ''}`;
  if (!isFirst)
    return (
      <span className={look} data-tone={tone} data-chosen={isChosen}>
        {words}
      </span>
    );
  return (
    <a
      id={markId(claim.id)}
      href={`#${markId(claim.id)}`}
      className={look}
      data-claim={claim.id}
      data-tone={tone}
      data-chosen={isChosen}
      // drawn and not written, so that a copied sentence is the article's own
      data-number={number ?? undefined}
      aria-label={t(number === null ? `observatory.statement.${tone}` : `observatory.mark.${tone}`, {
        quote: claim.quote,
        number: number ?? 0,
      })}
      aria-current={isChosen ? 'true' : undefined}
      onClick={(event) => {
        // a copied address and a new tab open it too
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onChoose(claim.id);
      }}
    >
      {words}
    </a>
  );
}

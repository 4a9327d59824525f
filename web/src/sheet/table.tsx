import type { ReactNode } from 'react';
import controls from '../styles/controls.module.css';
import css from './table.module.css';

/** A table whose rows are laid out as blocks on a phone keeps being one for screen readers only with its roles spelled out. */
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** Of figures that are compared: they stand at the end of their cells. */
interface EndColumn {
  end: string;
}

interface Props {
  /** What it lists, for whoever doesn't see the title above it. */
  caption: string;
  columns: readonly (string | EndColumn)[];
  /** The last column's name, which is heard and not seen; absent where nothing can be done. */
  actions?: string | undefined;
  /** Of pages whose rows are laid out their own way. */
  className?: string | undefined;
  children: ReactNode;
}

/** Rows between hairlines; on a phone each is a block. Without a class of its own the columns are even. */
export function Table({ caption, columns, actions, className, children }: Props) {
  return (
    <table className={`${css.table} ${className ?? css.even}`} {...tableRoles.table}>
      <caption className={controls.hidden}>{caption}</caption>
      <thead {...tableRoles.rowgroup}>
        <tr {...tableRoles.row}>
          {columns.map((column) =>
            typeof column === 'string' ? (
              <th key={column} scope="col" {...tableRoles.columnheader}>
                {column}
              </th>
            ) : (
              <th key={column.end} scope="col" {...tableRoles.columnheader} className={css.end}>
                {column.end}
              </th>
            ),
          )}
          {actions && (
            <th scope="col" {...tableRoles.columnheader}>
              <span className={controls.hidden}>{actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody {...tableRoles.rowgroup}>{children}</tbody>
    </table>
  );
}

/** What the row is about, and its cells. */
export function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <tr {...tableRoles.row}>
      <th scope="row" {...tableRoles.rowheader}>
        {name}
      </th>
      {children}
    </tr>
  );
}

export function Cell({
  quiet = false,
  end = false,
  children,
}: {
  quiet?: boolean;
  end?: boolean;
  children: ReactNode;
}) {
  return (
    <td {...tableRoles.cell} className={end ? css.end : quiet ? css.quiet : undefined}>
      {children}
    </td>
  );
}

/** The last cell: what can be done with the row. */
export function Actions({ children }: { children: ReactNode }) {
  return (
    <td {...tableRoles.cell} className={css.actions}>
      {children}
    </td>
  );
}

/** `name` says it with what the row is about, since the words alone stand in every row. */
export function Action({ name, onPress, children }: { name: string; onPress: () => void; children: string }) {
  return (
    <button type="button" className={css.action} aria-label={name} onClick={onPress}>
      {children}
    </button>
  );
}

export { Confirm } from './confirm.tsx';
export { Copy } from './copy.tsx';
export { Modal } from './modal.tsx';
export { Narrow, Page } from './page.tsx';
export { Section } from './section.tsx';
export { Bones, Failed, Nothing } from './states.tsx';
export { Action, Actions, Cell, Row, Table, tableRoles } from './table.tsx';

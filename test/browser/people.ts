/** Signs in a browser of a story: `visit(world, '/…', { prepare: (page) => asOperator(world, page) }, …)`. */
import type { Page } from 'playwright-core';
import type { World } from './visitor.ts';

/** The first operator of the Serai under test; whoever asks first sets them up. */
export const hubOperator = {
  organisation: 'Khorgos Hub',
  name: 'Zarina Operator',
  email: 'zarina@hub.example',
  password: 'a long way by train',
};

export async function asOperator(world: World, page: Page): Promise<void> {
  await setUpOperator(world);
  await signInAs(world, page, hubOperator);
}

let settingUp: Promise<void> | undefined;
/** The link is good once, so a story that shows the setting up itself has to come before all others. */
export function setUpOperator({ setupLink, address }: World): Promise<void> {
  settingUp ??= (async () => {
    const token = setupLink.split('/').at(-1);
    let status = 504;
    // Too late, on a machine with far more to do than it can: it may be done all the same.
    while (status === 504) {
      const made = await fetch(`${address}/api/v1/setup/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(hubOperator),
      });
      status = made.status;
    }
    // 410: a story has used it, with these very words.
    if (status !== 200 && status !== 410) throw new Error(`the operator was not set up: ${status}`);
  })();
  return settingUp;
}

/** The cookie is the browser's, as if the form had been sent. */
export async function signInAs(
  { address }: World,
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const signed = await page.request.post(`${address}/api/v1/session`, { data: { email, password } });
  if (!signed.ok()) throw new Error(`${email} was not signed in: ${await signed.text()}`);
}

import { expect } from 'vitest';
import type { GraphQLAnswer, TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';

export interface ShownLeaver {
  id: string;
  state: string;
  lastDay: string;
  dueOn: string | null;
  undoUntil: string | null;
  monthlyMinor: number;
  firstInvoiceMinor: number;
  awaits: string[];
  failure: string | null;
  inTheWay: { path: string; message: string; heldId: string | null }[];
  items: {
    kind: string;
    heldId: string;
    name: string;
    detail: string | null;
    fixed: string | null;
    fate: string;
    state: string;
    toEndUser: { displayName: string } | null;
    possible: { fate: string; words: string }[];
  }[];
  order: {
    id: string;
    reference: string;
    state: string;
    kind: string;
    startsOn: string;
    decisionNote: string | null;
  } | null;
  endUser: { id: string; status: string };
}
const FIELDS = `id state lastDay dueOn undoUntil monthlyMinor firstInvoiceMinor awaits failure inTheWay { path message heldId }
  items { kind heldId name detail fixed fate state toEndUser { displayName } possible { fate words } }
  order { id reference state kind startsOn decisionNote } endUser { id status }`;

/** Does a verb of leavers over the API. */
export const leave = (
  app: TestApp,
  token: string,
  name: 'planLeaver' | 'confirmLeaver' | 'undoLeaver',
  input: object,
): Promise<GraphQLAnswer<Record<string, ShownLeaver>>> =>
  app.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );

/** A leaving as it stands. */
export const leaverOf = async (app: TestApp, token: string, id: string): Promise<ShownLeaver> => {
  const { data, errors } = await app.ask<{ leaver: ShownLeaver }>(
    `query ($id: ID!) { leaver(id: $id) { ${FIELDS} } }`,
    { id },
    token,
  );
  expect(errors).toBeUndefined();
  return data.leaver;
};

/** Runs hourly jobs and waits until all that they led to is done. */
export async function hours(app: TestApp, world: World, ...tasks: string[]): Promise<void> {
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    async (scope) => {
      for (const task of tasks) await scope.enqueue(task, {});
    },
  );
  await settled(world);
}

/** Waits until nothing of the product's own is left to do. */
export const settled = (world: World): Promise<void> =>
  expect
    .poll(
      async () =>
        world.sql(
          `select task_identifier, last_error from graphile_worker.jobs
            where attempts < max_attempts and task_identifier ~ 'leaver|order|due-|keep-subscription-days'`,
        ),
      { timeout: 20_000 },
    )
    .toEqual([]);

import { z } from 'zod';
import { ConnectorFault } from '../connector-fault.ts';
import type { Shape } from '../connector-kind.ts';
import { inOrder } from '../shape-rules.ts';
import { said } from './faults.ts';
import type { Graph } from './graph.ts';
import { pageOf } from './objects.ts';

/** By which the rule is known that forwards mail: rules of the person's own are left alone. */
const RULE = 'Steward: pass mail on';

const ruleRule = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  isEnabled: z.boolean().nullish(),
  actions: z
    .object({
      redirectTo: z.array(z.object({ emailAddress: z.object({ address: z.string().nullish() }) })).nullish(),
    })
    .nullish(),
});
type Rule = z.infer<typeof ruleRule>;
const repliesRule = z.object({
  automaticRepliesSetting: z
    .object({ status: z.string().nullish(), externalReplyMessage: z.string().nullish() })
    .nullish(),
});

const rulesOf = (userId: string): string =>
  `/users/${encodeURIComponent(userId)}/mailFolders/inbox/messageRules`;
const settingsOf = (userId: string): string => `/users/${encodeURIComponent(userId)}/mailboxSettings`;

/** How an account's mail is passed on, of those parts that are asked for; nothing while there is no mailbox yet. */
export async function mailPassedOn(
  graph: Graph,
  userId: string,
  asked: { forwardTo?: string; reply?: string },
): Promise<Shape> {
  const rules =
    asked.forwardTo === undefined ? undefined : await graph.get(rulesOf(userId), pageOf(ruleRule));
  const replies =
    asked.reply === undefined
      ? undefined
      : await graph.get(`${settingsOf(userId)}?$select=automaticRepliesSetting`, repliesRule);
  const setting = replies?.automaticRepliesSetting;
  const said = setting && setting.status !== 'disabled' ? wordsOf(setting.externalReplyMessage ?? '') : '';
  return {
    ...(rules && { forwardTo: inOrder(ours(rules.value).flatMap(addressesOf)).join(', ') }),
    // Exchange writes what it was given as a page of its own: the same words are the same.
    ...(replies && { reply: said === inOneLine(asked.reply ?? '') ? (asked.reply ?? '') : said }),
  };
}

/** Brings the parts that are named about: a rule of the inbox that leaves a copy there, and automatic replies to everybody. */
export async function passMailOn(graph: Graph, userId: string, { forwardTo, reply }: Shape): Promise<void> {
  if (forwardTo !== undefined) await redirect(graph, userId, String(forwardTo));
  if (reply === undefined) return;
  const message = html(String(reply));
  const automaticRepliesSetting = reply
    ? {
        status: 'alwaysEnabled',
        externalAudience: 'all',
        internalReplyMessage: message,
        externalReplyMessage: message,
      }
    : { status: 'disabled' };
  const body = { automaticRepliesSetting };
  assertReady(await graph.ask('PATCH', settingsOf(userId), { body, but: [404] }));
}

async function redirect(graph: Graph, userId: string, to: string): Promise<void> {
  const rules = rulesOf(userId);
  const known = await graph.get(rules, pageOf(ruleRule));
  const [kept, ...others] = ours(known?.value ?? []);
  for (const { id } of to ? others : [kept, ...others].filter((one) => one !== undefined)) {
    await graph.ask('DELETE', `${rules}/${encodeURIComponent(id)}`, { but: [404] });
  }
  if (!to) return;
  const body = {
    displayName: RULE,
    sequence: 1,
    isEnabled: true,
    actions: { redirectTo: [{ emailAddress: { address: to } }] },
  };
  assertReady(
    kept
      ? await graph.ask('PATCH', `${rules}/${encodeURIComponent(kept.id)}`, { body })
      : await graph.ask('POST', rules, { body, but: [404] }),
  );
}

/** Throws where there is no mailbox yet. */
export function assertReady(answer: Awaited<ReturnType<Graph['ask']>>): void {
  if (answer.status !== 404) return;
  throw new ConnectorFault('UNAVAILABLE', 'Microsoft 365 is still making the mailbox ready.', {
    detail: said(answer).message,
  });
}

const ours = (rules: readonly Rule[]): Rule[] => rules.filter(({ displayName }) => displayName === RULE);

const addressesOf = ({ isEnabled, actions }: Rule): string[] =>
  isEnabled === false
    ? []
    : (actions?.redirectTo ?? []).flatMap(({ emailAddress: { address } }) => address?.toLowerCase() ?? []);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const html = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character).replaceAll('\n', '<br>');

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The words of a page, in one line. */
const wordsOf = (page: string): string =>
  inOneLine(
    Object.entries(ENTITIES).reduceRight(
      (text, [character, entity]) => text.replaceAll(entity, character),
      page.replace(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' '),
    ),
  );

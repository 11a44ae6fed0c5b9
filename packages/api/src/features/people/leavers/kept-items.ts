import type { Scope } from '../../../kernel/scope.ts';
import { type KeptMail, LeaverItem } from './leaver.entity.ts';

/** What a leaving is about, as it was planned. */
export type KeptItem = Pick<LeaverItem, 'id' | 'heldId' | 'kind' | 'fate' | 'toEndUserId' | 'state'> & {
  mail: KeptMail | null;
};

/** All that a leaving is about, in the order in which it is done, what is sealed opened. */
export async function keptItems(scope: Scope, leaverId: string): Promise<KeptItem[]> {
  const rows = await scope.sql<Omit<KeptItem, 'mail'> & Pick<LeaverItem, 'mail' | 'reply'>>(
    `select id, held_id as "heldId", kind, fate, to_end_user_id as "toEndUserId", mail, reply, state from leaver_item
      where leaver_id = $1 order by position`,
    [leaverId],
  );
  return (await scope.opened(LeaverItem, rows)).map(({ reply, mail, ...item }) => ({
    ...item,
    mail: mail && { ...mail, reply },
  }));
}

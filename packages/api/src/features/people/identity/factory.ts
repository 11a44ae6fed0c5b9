import type { World } from '../../../kernel/testing/world.ts';

/** For tests: the secret in the newest link to a new password that was mailed to this address; none was mailed: undefined. */
export async function resetSecret(world: World, email: string): Promise<string | undefined> {
  const [mail] = await world.letters<{ body: string }>(
    `select body from mail where "to" = $1 and cause = 'passwordReset' order by created_at desc, id desc limit 1`,
    [email],
  );
  return /\/reset-password#([\w-]+)/.exec(mail?.body ?? '')?.[1];
}

/** For tests: the secret in the newest invitation that was mailed to this address. */
export async function invitationSecret(world: World, email: string): Promise<string> {
  const [mail] = await world.letters<{ body: string }>(
    `select body from mail where "to" = $1 and cause = 'invitation' order by created_at desc, id desc limit 1`,
    [email],
  );
  const secret = /\/invitation#([\w-]+)/.exec(mail?.body ?? '')?.[1];
  if (!secret) throw new Error(`No invitation was mailed to ${email}.`);
  return secret;
}

/** For tests: the secret in the newest link that went to this address, to sign in with it; none was mailed: undefined. */
export async function emailChangeSecret(world: World, email: string): Promise<string | undefined> {
  const [mail] = await world.letters<{ body: string }>(
    `select body from mail where "to" = $1 and cause = 'emailChange' order by created_at desc, id desc limit 1`,
    [email],
  );
  return /\/confirm-email#([\w-]+)/.exec(mail?.body ?? '')?.[1];
}

import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';

interface Wish {
  companyId: string;
  areas: readonly string[];
  mode: 'VIEW' | 'MANAGE';
  reason: string;
  minutes: number;
}

/** For tests: what the two sides of support access ask, each as whoever has this token. */
export function supportOf(app: TestApp, world: World) {
  const ask = (query: string, input: object, token: string | undefined) =>
    app.ask<Record<string, { id: string; state: string; accessToken: string; endsAt: string }>>(
      query,
      { input },
      token,
    );
  const answer = (name: string, type: string, fields: string) => (input: object, token: string | undefined) =>
    ask(`mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`, input, token);
  const calls = {
    request: answer('requestSupportAccess', 'RequestSupportAccessInput', '{ id state }'),
    decide: answer('decideSupportAccess', 'DecideSupportAccessInput', '{ id state }'),
    /** Whoever goes in has shown a second factor just now, unless it is to be without. */
    enter: async (input: object, token: string | undefined, factor?: 'without') => {
      if (!factor)
        await world.sql('update session set factor_at = $1 where ended_at is null', [app.clock.now()]);
      return answer('enterSupportAccess', 'EnterSupportAccessInput', '{ accessToken endsAt }')(input, token);
    },
    resume: answer('resumeSupportAccess', 'ResumeSupportAccessInput', '{ accessToken endsAt }'),
    end: answer('endSupportAccess', 'EndSupportAccessInput', '{ id state }'),
  };
  /** Asks, has it approved and goes in; gives the grant's id and the token of whoever is in. */
  const letIn = async (
    wish: Partial<Wish> & { companyId: string },
    asker: string,
    company: string,
  ): Promise<{ grantId: string; token: string }> => {
    const requested = await calls.request(
      { areas: ['directory'], mode: 'VIEW', reason: 'To see for ourselves.', minutes: 30, ...wish },
      asker,
    );
    const grantId = requested.data?.requestSupportAccess?.id;
    if (!grantId) throw new Error(JSON.stringify(requested.errors));
    await calls.decide({ grantId, approve: true }, company);
    const entered = await calls.enter({ grantId }, asker);
    const token = entered.data?.enterSupportAccess?.accessToken;
    if (!token) throw new Error(JSON.stringify(entered.errors));
    return { grantId, token };
  };
  return { ...calls, letIn };
}

import type { TestApp } from '../../../kernel/testing/test-app.ts';
import { finishRerating } from './rerate-next.ts';

/** Does all of a re-rating that was asked for: jobs of the worker do it else. */
export async function rerate(
  app: TestApp,
  rerating: { reratingId: string; resellerId: string },
): Promise<void> {
  const { scopes, services, log } = app.app;
  await finishRerating(
    { scopes, services, log, requestId: 'test', credentials: { kind: 'anonymous' } },
    rerating,
  );
}

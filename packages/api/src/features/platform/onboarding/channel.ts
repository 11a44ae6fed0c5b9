import type { Scope } from '../../../kernel/scope.ts';
import { Reseller } from '../tenancy/index.ts';

/**
 * The reseller under which a company is onboarded: the one that is named, else a reseller's own, else the platform's
 * channel for direct customers. NOT_FOUND for one that is not there or not the actor's. [T1] [S10]
 */
export async function channelOf(scope: Scope, resellerId: string | null): Promise<Reseller> {
  const { actor } = scope;
  const own = actor.kind === 'member' && actor.level === 'RESELLER' ? actor.resellerId : null;
  return scope.load(Reseller, resellerId ?? own ?? (await platformChannel(scope)));
}

async function platformChannel(scope: Scope): Promise<string> {
  const [platform] = await scope.sql<{ id: string }>('select id from reseller where is_platform');
  if (!platform) throw new Error('The platform has not been set up.');
  return platform.id;
}

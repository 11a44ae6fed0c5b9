import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { keepLogo, type LogoFile, Reseller } from '../tenancy/index.ts';

/** Makes a reseller, active from now on. [T1] */
export async function addReseller(
  scope: Scope,
  {
    logo,
    ...given
  }: Omit<
    Reseller,
    'id' | 'logo' | 'vatRounding' | 'status' | 'createdAt' | 'companyCount' | 'leftOn' | 'deletedAt'
  > & {
    logo: LogoFile | null;
  },
): Promise<string> {
  const id = newId();
  await scope.insert(Reseller, {
    id,
    ...given,
    logo: logo?.address ?? null,
    vatRounding: 'NEAREST',
    status: 'ACTIVE',
    createdAt: scope.now,
  });
  await keepLogo(scope, id, logo);
  return id;
}

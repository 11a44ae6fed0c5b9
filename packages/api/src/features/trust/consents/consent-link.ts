import { z } from 'zod';
import { Problem } from '../../../kernel/problem.ts';
import type { Services } from '../../../kernel/services.ts';

const CONTEXT = 'consent link';
const inside = z.tuple([z.uuid(), z.uuid(), z.uuid(), z.uuid().nullable()]);

/** What a link to withdraw is about: a purpose, and the person, an end user or a membership, in their tenancy. */
export interface ConsentLink {
  purposeId: string;
  personId: string;
  resellerId: string;
  companyId: string | null;
}

/**
 * The secret of a link by which somebody withdraws without signing in: sealed under the installation's key, so that nobody else can
 * make one. It does one thing only, and is good for as long as letters are kept.
 */
export const consentLinkToken = (
  { seals }: Pick<Services, 'seals'>,
  { purposeId, personId, resellerId, companyId }: ConsentLink,
): string => seals.seal(JSON.stringify([purposeId, personId, resellerId, companyId]), CONTEXT);

/** Opens it again; NOT_FOUND if it is none of this installation's. */
export function openConsentLink({ seals }: Pick<Services, 'seals'>, token: string): ConsentLink {
  try {
    const [purposeId, personId, resellerId, companyId] = inside.parse(
      JSON.parse(seals.unseal(token, CONTEXT)),
    );
    return { purposeId, personId, resellerId, companyId };
  } catch {
    throw new Problem('NOT_FOUND', 'This link is no longer good. Use the one in a newer letter, or sign in.');
  }
}

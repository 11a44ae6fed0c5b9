import { Problem } from '../../../kernel/problem.ts';
import type { Services } from '../../../kernel/services.ts';

const CONTEXT = 'unsubscribe link';
const ID = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** Which letter of a campaign a link is of. */
export interface Unsubscribing {
  contactId: string;
  resellerId: string;
  campaignId: string;
}

/**
 * Where somebody says that they want no more: for programs a POST (RFC 8058), for people a page with a button; reading it changes nothing. It is
 * sealed under the installation's key, so that nobody else can make one, and short enough to be an address.
 */
export const unsubscribeUrl = (
  { publicUrl, seals }: Pick<Services, 'publicUrl' | 'seals'>,
  { contactId, resellerId, campaignId }: Unsubscribing,
): string =>
  `${publicUrl}/unsubscribe/${seals.seal([contactId, resellerId, campaignId].join('').replaceAll('-', ''), CONTEXT)}`;

/** What the secret of such a link is of; NOT_FOUND if it is none of this installation's. */
export function openUnsubscribe({ seals }: Pick<Services, 'seals'>, token: string): Unsubscribing {
  try {
    const text = seals.unseal(token, CONTEXT);
    const [contactId, resellerId, campaignId] = [0, 32, 64].map((at) => {
      const parts = ID.exec(text.slice(at, at + 32));
      if (!parts) throw new Error('No id.');
      return parts.slice(1).join('-');
    }) as [string, string, string];
    return { contactId, resellerId, campaignId };
  } catch {
    throw new Problem('NOT_FOUND', 'This link is no longer good. Use the one in a newer letter.');
  }
}

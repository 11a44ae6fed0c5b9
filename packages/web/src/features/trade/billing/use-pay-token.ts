import { useEffect, useState } from 'react';
import { useLinkToken } from '../../../frame/use-link-token.ts';

const KEPT = 'steward.pay-link';

/**
 * The secret of the pay link that was opened. The card company is not told it: while its page is open, this tab remembers it, until the
 * invoice is paid [S58].
 */
export function usePayToken(): { token: string; keep: () => void; forget: () => void } {
  const fromLink = useLinkToken('/pay');
  const [kept] = useState(() => sessionStorage.getItem(KEPT) ?? '');
  const token = fromLink || kept;
  useEffect(() => {
    // Another link takes the place of what was kept.
    if (fromLink && fromLink !== kept) sessionStorage.removeItem(KEPT);
  }, [fromLink, kept]);
  return { token, keep: () => sessionStorage.setItem(KEPT, token), forget };
}

const forget = (): void => sessionStorage.removeItem(KEPT);

import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The token of a link that one was given; empty if the page was opened without one. It is in the fragment, which browsers send
 * to nobody; it is read once and taken out of the address bar [S58].
 *
 * @param page where the link leads
 */
export function useLinkToken(
  page:
    | '/invitation'
    | '/reset-password'
    | '/request-access'
    | '/sessions/confirm-email'
    | '/pay'
    | '/withdraw-consent',
): string {
  const [token, setToken] = useState(() => location.hash.slice(1));
  const navigate = useNavigate();
  // Also when another link is opened in this tab, which does not load the page anew.
  const { hash } = useLocation();
  useEffect(() => {
    if (!hash) return;
    setToken(hash);
    void navigate({ to: page, replace: true });
  }, [hash, navigate, page]);
  return token;
}

import { createContext, useContext } from 'react';

export type AwaitedFactor = 'FACTOR' | 'ENROLMENT';

/** What a page may do with the session; `app/session` provides it. All of them throw ApiError. */
export interface SessionActions {
  /** What the session waits for before it may do anything: a second factor shown, or set up. */
  readonly awaited: AwaitedFactor | undefined;
  /** The server or another tab ended the session; the sign-in page says so. */
  readonly ended: boolean;
  signIn(email: string, password: string): Promise<void>;
  /** Asks the API outside the client, also while a second factor is awaited. */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** A second factor has been shown, and this is the token since: a session that waited for it begins. */
  proved(accessToken: string): void;
  /** Ends the session on the server and in every tab. */
  signOut(): Promise<void>;
  /** Goes on as another of the person's memberships; everything on screen is asked anew. */
  switchMembership(membershipId: string): Promise<void>;
  /**
   * `fetch` with the access token, for what is not GraphQL: the PDF of an invoice, the upload of a file. The path is
   * relative to this origin. Throws ApiError unless the answer is 2xx.
   */
  fetchFile(path: string, init?: RequestInit): Promise<Response>;
}

export const SessionContext = createContext<SessionActions | undefined>(undefined);

export function useSession(): SessionActions {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionContext is missing above this component');
  return session;
}

import type { AwaitedFactor, SessionActions } from '../../data/session.ts';
import { ApiError, fromErrorBody, type Need, toApiError } from '../../lib/errors.ts';
import { post } from './post.ts';
import { readToken, type Token } from './token.ts';

export interface SessionState {
  /** `unreachable`: the server did not answer the very first question, so we do not know. */
  phase: 'starting' | 'unreachable' | 'signedOut' | 'signedIn';
  /** Changes whenever what is on screen belongs to someone (or something) else; all that was read is forgotten then. */
  generation: number;
  /** Signed out by the server or another tab rather than by a click here. */
  ended: boolean;
  /** Signed out by a click here: whoever signs in next need not be the same person. */
  left: boolean;
  /** Signed in by a password just now: who holds several memberships is asked which one to use. */
  fresh: boolean;
  /** Signed in by a password just now, and not yet told where else. */
  untold: boolean;
  /** Signed out as far as pages go: the password was right, and a second factor is awaited. */
  awaited: AwaitedFactor | undefined;
  /** Something was asked for that wants this shown once more; it goes on, or not, with the answer. */
  asked: { need: Need; answer: (shown: boolean) => void } | undefined;
}

/** What begins or renews a session answers with. */
interface Answer {
  accessToken: string;
  need: AwaitedFactor | null;
}

type Message = 'signedIn' | 'signedOut' | 'switched';
const LOCK = 'steward-session';
/** Where this tab keeps the id of the grant by which it is in for support, so that it stays in when it is loaded anew. */
const INSIDE = 'steward-support';

/**
 * The session of this tab. The access token stays in memory [S57]; the refresh token is a cookie that scripts cannot read.
 * Since using a refresh token twice ends its whole family, renewing is serialised over all tabs by a Web Lock.
 */
export class SessionStore implements SessionActions {
  #state: SessionState = {
    phase: 'starting',
    generation: 0,
    ended: false,
    left: false,
    fresh: false,
    untold: false,
    awaited: undefined,
    asked: undefined,
  };
  #token: Token | undefined;
  /** The access by which this tab is in for support: the token above is that one's then. */
  #inside: string | undefined = sessionStorage.getItem(INSIDE) ?? undefined;
  #refreshing: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #tabs = new BroadcastChannel('steward-session');

  constructor() {
    this.#tabs.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data === 'signedOut' && this.#state.phase === 'signedIn') this.#end({ ended: true });
      else if (data === 'switched' && this.#state.phase === 'signedIn') void this.#restart();
      else if (data === 'signedIn') void this.#restart();
    };
  }

  // Arrow functions wherever others take the method off the object, as React and destructuring do.
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): SessionState => this.#state;

  get ended(): boolean {
    return this.#state.ended;
  }

  get awaited(): AwaitedFactor | undefined {
    return this.#state.awaited;
  }

  get token(): string | undefined {
    return this.#token?.text;
  }

  /** Whether the token should be renewed before it is used again. */
  get stale(): boolean {
    return this.#token !== undefined && performance.now() >= this.#token.refreshAtMs;
  }

  /** Asks whether this browser holds a session. Call once at start, and again when `unreachable`. */
  async start(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'UNAUTHENTICATED') this.#set({ phase: 'unreachable' });
    }
  }

  /** Renews the token. Throws ApiError; UNAUTHENTICATED has ended the session here by then. */
  refresh(): Promise<void> {
    this.#refreshing ??= exclusively(() => this.#renew()).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** A token that is good for a while yet. */
  async freshToken(): Promise<string> {
    if (this.stale || !this.#token) await this.refresh();
    if (!this.#token) throw new ApiError('UNAUTHENTICATED', 'Your session has ended. Please sign in again.');
    return this.#token.text;
  }

  readonly signIn = async (email: string, password: string): Promise<void> => {
    const { signIn } = await exclusively(() =>
      post<{ signIn: Answer }>(
        'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken need } }',
        { email, password },
      ),
    );
    this.#take(signIn, true);
    if (!signIn.need) this.#tabs.postMessage('signedIn' satisfies Message);
  };

  readonly signInWithPasskey = async (answer: (asked: string) => Promise<string>): Promise<void> => {
    const { startPasskeySignIn } = await post<{ startPasskeySignIn: string }>(
      'mutation StartPasskeySignIn { startPasskeySignIn }',
    );
    const response = await answer(startPasskeySignIn);
    const { signInWithPasskey } = await exclusively(() =>
      post<{ signInWithPasskey: Answer }>(
        'mutation SignInWithPasskey($response: String!) { signInWithPasskey(response: $response) { accessToken need } }',
        { response },
      ),
    );
    this.#take(signInWithPasskey, true);
    this.#tabs.postMessage('signedIn' satisfies Message);
  };

  readonly ask = async <Data>(query: string, variables?: Record<string, unknown>): Promise<Data> => {
    try {
      return await post<Data>(query, variables, await this.freshToken());
    } catch (error) {
      // The token may be outdated before its time.
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') throw error;
      await this.refresh();
      return post<Data>(query, variables, this.token);
    }
  };

  readonly proved = (accessToken: string): void => {
    if (!this.#state.awaited) {
      this.#token = readToken(accessToken, performance.now());
      return;
    }
    this.#begin(accessToken, true);
    this.#tabs.postMessage('signedIn' satisfies Message);
  };

  /** Has it shown once more by whoever sits there; false if they do not care to. Several who ask share one answer. */
  readonly prove = (need: Need): Promise<boolean> =>
    new Promise((resolve) => {
      const before = this.#state.asked;
      const answer = (shown: boolean) => {
        before?.answer(shown);
        this.#set({ asked: undefined });
        resolve(shown);
      };
      this.#set({ asked: { need, answer } });
    });

  readonly signOut = async (): Promise<void> => {
    // Whoever is in for support signs out of their own session, which the cookie names.
    const token = this.#inside ? undefined : this.token;
    await exclusively(() => post('mutation SignOut { signOut }', {}, token));
    this.#end({ ended: false, left: true });
    this.#tabs.postMessage('signedOut' satisfies Message);
  };

  readonly switchMembership = async (membershipId: string): Promise<void> => {
    const token = await this.freshToken();
    const { switchMembership } = await exclusively(() =>
      post<{ switchMembership: Answer }>(
        'mutation SwitchMembership($id: ID!) { switchMembership(membershipId: $id) { accessToken need } }',
        { id: membershipId },
        token,
      ),
    );
    this.#take(switchMembership, false);
    this.#tabs.postMessage('switched' satisfies Message);
  };

  readonly enterSupport = (grantId: string, accessToken: string): void => {
    this.#stay(grantId);
    this.#begin(accessToken, false);
  };

  readonly leaveSupport = (): void => {
    this.#stay(undefined);
    void this.#restart();
  };

  readonly told = (): void => this.#set({ untold: false });

  /** The membership in use is the one to go on with. */
  readonly keepMembership = (): void => this.#set({ fresh: false });

  readonly fetchFile = async (path: string, init: RequestInit = {}): Promise<Response> => {
    let response = await this.#fetch(path, init);
    // The token may be outdated before its time, when its role has changed.
    if (response.status === 401) {
      await this.refresh();
      response = await this.#fetch(path, init);
    }
    if (!response.ok) throw fromErrorBody(await response.json().catch(() => undefined));
    return response;
  };

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await this.freshToken()}`);
    try {
      return await fetch(path, { ...init, headers });
    } catch {
      throw toApiError({ graphQLErrors: [] });
    }
  }

  async #renew(): Promise<void> {
    try {
      const refreshSession = await renewed();
      const { accessToken, need } = refreshSession;
      const token = need ? accessToken : await this.#asInside(accessToken);
      this.#token = readToken(token, performance.now());
      if (need) {
        if (need !== this.#state.awaited) this.#await(need);
      } else if (this.#state.phase !== 'signedIn')
        this.#set({ phase: 'signedIn', ended: false, awaited: undefined });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
        this.#end({ ended: this.#state.phase === 'signedIn' });
      throw error;
    }
  }

  /** The token to go on with: that of the access by which this tab is in, or one's own once that is over. */
  async #asInside(own: string): Promise<string> {
    if (!this.#inside) return own;
    try {
      const { resumeSupportAccess } = await post<{ resumeSupportAccess: { accessToken: string } }>(
        'mutation Resume($id: ID!) { resumeSupportAccess(input: { grantId: $id }) { accessToken } }',
        { id: this.#inside },
        own,
      );
      return resumeSupportAccess.accessToken;
    } catch (error) {
      if (!(error instanceof ApiError) || !OVER.has(error.code)) throw error;
      this.#stay(undefined);
      this.#set({ generation: this.#state.generation + 1 });
      return own;
    }
  }

  #stay(grantId: string | undefined): void {
    this.#inside = grantId;
    if (grantId) sessionStorage.setItem(INSIDE, grantId);
    else sessionStorage.removeItem(INSIDE);
  }

  /** Another tab changed who is signed in: find out who it is now. */
  async #restart(): Promise<void> {
    this.#token = undefined;
    this.#set({ phase: 'starting', generation: this.#state.generation + 1 });
    await this.start();
  }

  #take({ accessToken, need }: Answer, fresh: boolean): void {
    if (need) {
      this.#token = readToken(accessToken, performance.now());
      this.#await(need);
    } else this.#begin(accessToken, fresh);
  }

  #await(awaited: AwaitedFactor): void {
    const generation = this.#state.generation + 1;
    this.#set({ phase: 'signedOut', generation, ended: false, left: false, awaited });
  }

  #begin(accessToken: string, fresh: boolean): void {
    this.#token = readToken(accessToken, performance.now());
    this.#set({
      phase: 'signedIn',
      generation: this.#state.generation + 1,
      ended: false,
      left: false,
      awaited: undefined,
      fresh,
      ...(fresh && { untold: true }),
    });
  }

  #end(how: { ended: boolean; left?: boolean }): void {
    this.#stay(undefined);
    this.#token = undefined;
    this.#state.asked?.answer(false);
    const generation = this.#state.generation + 1;
    this.#set({ phase: 'signedOut', generation, left: false, awaited: undefined, ...how });
  }

  #set(changes: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

/** What the server says of an access that is over, or never was this session's. */
const OVER: ReadonlySet<string> = new Set(['CONFLICT', 'NOT_FOUND', 'FORBIDDEN']);

/** Where browsers keep the attempt under way, for whoever goes on with it after the page was left before its answer came. */
const ATTEMPT = 'steward-attempt';
const TRIES = 5;

/**
 * Trades the cookie, which is good once. An attempt that got no answer is made again as the same one, so that what it was given is
 * not lost. Without Web Locks another tab may have been faster: its answer brings the next cookie in a moment.
 */
async function renewed(): Promise<Answer> {
  for (let left = TRIES; ; left -= 1) {
    const attempt = localStorage.getItem(ATTEMPT) ?? randomText();
    localStorage.setItem(ATTEMPT, attempt);
    try {
      const { refreshSession } = await post<{ refreshSession: Answer }>(
        'mutation RefreshSession($attempt: String) { refreshSession(attempt: $attempt) { accessToken need } }',
        { attempt },
      );
      localStorage.removeItem(ATTEMPT);
      return refreshSession;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined;
      if (code === 'UNAUTHENTICATED' || code === 'CONFLICT') localStorage.removeItem(ATTEMPT);
      if (code !== 'CONFLICT' || left === 1) throw error;
      await new Promise((go) => setTimeout(go, 300));
    }
  }
}

/** In a secure context or not. */
const randomText = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Web Locks need a secure context; plain http on a private network goes without. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

/** For how many days after its last a tenant's people may sign in, and fetch what it is given. */
export const OPEN_DAYS = 30;

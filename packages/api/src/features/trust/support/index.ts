/** Support access: a company lets somebody in for a while, and reads what they did. */
export { SupportGrant } from './support-grant.entity.ts';

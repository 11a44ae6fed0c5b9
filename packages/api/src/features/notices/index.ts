/** Service notices to everyone who holds a service. */
export { Notice, NoticeKind, NoticeRecipient } from './notice.entity.ts';
export { noticesResolvers } from './resolvers.ts';

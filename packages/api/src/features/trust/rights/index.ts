/** Requests of people about the data kept about them: by which controller, and by when, they are answered. */
export {
  changeRightsRequest,
  closeRightsRequest,
  lockRightsRequest,
  rightsRequestClosed,
  rightsRequestOpened,
} from './change-rights-request.ts';
export { confirmIdentity } from './confirm-identity.ts';
export { openRightsRequest } from './open-rights-request.ts';
export { RightsKind } from './rights-kinds.ts';
export { type RightsChannel, RightsRequest } from './rights-request.entity.ts';

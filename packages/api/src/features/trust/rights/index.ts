/** Requests of people about the data kept about them: by which controller, and by when, they are answered. */
export {
  changeRightsRequest,
  lockRightsRequest,
  rightsRequestClosed,
  rightsRequestOpened,
} from './change-rights-request.ts';
export { RightsRequest } from './rights-request.entity.ts';

import { ID } from 'type-graphql';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import type { Class } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { addDomain } from './add-domain.ts';
import { addEndUser } from './add-end-user.ts';
import { allocateEmailAddress } from './allocate-email-address.ts';
import { domains, endUserImports, endUsers } from './directory.list.ts';
import { Domain } from './domain.entity.ts';
import { EndUser } from './end-user.entity.ts';
import { EndUserImport } from './end-user-import.entity.ts';
import { confirmEndUserImport } from './import/confirm-end-user-import.ts';
import { discardEndUserImport } from './import/discard-end-user-import.ts';
import './import/find-old-previews.ts';
import { inviteEndUser } from './invite-end-user.ts';
import { releaseEmailAddress } from './release-email-address.ts';
import { removeDomain } from './remove-domain.ts';
import { updateEndUser } from './update-end-user.ts';
import { updateOwnProfile } from './update-own-profile.ts';

export const directoryResolvers: Class[] = [
  domains.resolver,
  endUsers.resolver,
  endUserImports.resolver,
  children(Company, 'domains', domains, 'company_id'),
  children(Company, 'endUsers', endUsers, 'company_id'),
  mutation(addDomain, Domain),
  plainMutation(removeDomain, () => ID),
  mutation(addEndUser, EndUser),
  mutation(updateEndUser, EndUser),
  mutation(allocateEmailAddress, EndUser),
  mutation(releaseEmailAddress, EndUser),
  mutation(inviteEndUser, EndUser),
  mutation(updateOwnProfile, EndUser),
  mutation(confirmEndUserImport, EndUserImport),
  mutation(discardEndUserImport, EndUserImport),
];

import { mutation } from '../../../kernel/graphql/door.ts';
import { Company, Reseller } from '../tenancy/index.ts';
import { onboardCompany } from './onboard-company.ts';
import { onboardReseller } from './onboard-reseller.ts';
import { proposeCustomerCode } from './propose-customer-code.ts';

export const onboardingResolvers = [
  mutation(onboardReseller, Reseller),
  mutation(onboardCompany, Company),
  proposeCustomerCode,
];

/** Where a person stands: staff of the platform, a reseller, a customer company, or one of its end users. */
export const LEVELS = ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * What each level may do today, with one role per level (its administrator, or the end user itself). A permission says
 * which verbs are open; which rows they reach is decided by row security.
 */
const PERMISSIONS = {
  PLATFORM: [
    'reseller:read',
    'reseller:write',
    'reseller:onboard',
    'company:read',
    'company:write',
    'company:onboard',
    'membership:read',
    'membership:write',
    'agreement:read',
    'agreement:publish',
    'domain:read',
    'domain:write',
    'end_user:read',
    'end_user:write',
    'product:read',
    'product:write',
    'subscription:read',
    'subscription:write',
    'provisioning:read',
    'provisioning:write',
    'provisioning:retry',
    'invoice:read',
    'billing:run',
    'payment:write',
    'notice:read',
    'notice:publish',
    'audit:read',
    'mail:read',
    'disclosure:read',
    'session:own',
  ],
  RESELLER: [
    'reseller:read',
    'reseller:write',
    'company:read',
    'company:write',
    'company:onboard',
    'membership:read',
    'membership:write',
    'agreement:read',
    'domain:read',
    'domain:write',
    'end_user:read',
    'end_user:write',
    'product:read',
    'price:write',
    'subscription:read',
    'subscription:write',
    'provisioning:read',
    'provisioning:retry',
    'invoice:read',
    'invoice:pay',
    'billing:run',
    'payment:write',
    'notice:read',
    'audit:read',
    'session:own',
  ],
  COMPANY: [
    'company:read',
    'company:write',
    'membership:read',
    'membership:write',
    'agreement:read',
    'agreement:accept',
    'domain:read',
    'domain:write',
    'end_user:read',
    'end_user:write',
    'product:read',
    'subscription:read',
    'subscription:write',
    'provisioning:read',
    'provisioning:retry',
    'invoice:read',
    'invoice:pay',
    'notice:read',
    'audit:read',
    'disclosure:read',
    'session:own',
  ],
  END_USER: [
    'end_user:read',
    'profile:write',
    'product:read',
    'subscription:read',
    'notice:read',
    'disclosure:read',
    'session:own',
  ],
} as const satisfies Record<Level, readonly string[]>;

export type Permission = (typeof PERMISSIONS)[Level][number];

/** The permissions a membership of this level carries. */
export function permissionsOf(level: Level): readonly Permission[] {
  return PERMISSIONS[level];
}

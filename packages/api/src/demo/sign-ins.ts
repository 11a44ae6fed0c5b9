export const DEMO_PASSWORD = 'correct-horse-battery';

/** Who can sign in to the demonstration. */
export const DEMO_SIGN_INS = [
  { who: 'Staff of the platform', email: 'staff@xe2.example' },
  { who: 'Reseller Northwind IT', email: 'admin@northwind.example' },
  { who: 'Reseller Contoso Cloud', email: 'admin@contoso.example' },
  { who: 'Company Globex (of Northwind)', email: 'admin@globex.example' },
  { who: 'Company Initech (of Contoso)', email: 'admin@initech.example' },
  { who: 'Company Acme (direct)', email: 'admin@acme.example' },
  { who: 'End user of Globex', email: 'user@globex.example' },
  { who: 'End user of Initech', email: 'user@initech.example' },
  { who: 'Somebody with three hats', email: 'sam@okafor.example' },
] as const;

export interface DemoCompany {
  name: string;
  domain: string;
  town: string;
  /** End users. */
  size: number;
  /** What it is billed in; pounds if nothing is said. */
  currency?: 'EUR';
}

export interface DemoReseller {
  /** Null: the platform's own channel. */
  name: string | null;
  domain: string;
  prefix: string;
  town: string;
  accentColour: string;
  vatNumber: string;
  companies: readonly DemoCompany[];
}

const company = (name: string, town: string, size: number): DemoCompany => ({
  name: `${name} Ltd`,
  domain: `${name.toLowerCase().replace(/[^a-z]/g, '')}.example`,
  town,
  size,
});

/** The resellers and companies of the demonstration; about 3,000 end users in 41 companies. */
export const RESELLERS: readonly DemoReseller[] = [
  {
    name: null,
    domain: 'xe2.example',
    prefix: 'XE2',
    town: 'Slough',
    accentColour: '#2f5d8a',
    vatNumber: 'GB100000187',
    companies: [
      company('Acme', 'London', 210),
      company('Stark Fabrication', 'Sheffield', 140),
      company('Wayne Estates', 'Bath', 64),
      company('Umbrella Clinics', 'Cambridge', 180),
      company('Hooli Media', 'Brighton', 72),
    ],
  },
  {
    name: 'Northwind IT',
    domain: 'northwind.example',
    prefix: 'NW',
    town: 'Leeds',
    accentColour: '#0b7285',
    vatNumber: 'GB200000277',
    companies: [
      company('Globex', 'Leeds', 120),
      company('Ashworth Brewing', 'Halifax', 34),
      company('Calder Valley Legal', 'Huddersfield', 58),
      company('Dales Veterinary', 'Skipton', 26),
      company('Eastgate Architects', 'York', 41),
      company('Fernhill Care Homes', 'Harrogate', 165),
      company('Gledhow Joinery', 'Leeds', 18),
      company('Headrow Accountants', 'Leeds', 77),
      company('Ilkley Outdoor', 'Ilkley', 29),
      company('Kirkgate Print', 'Wakefield', 38),
      company('Lister Textiles', 'Bradford', 112),
      company('Meanwood Academy', 'Leeds', 190),
      company('Nidd Logistics', 'Ripon', 84),
    ],
  },
  {
    name: 'Contoso Cloud',
    domain: 'contoso.example',
    prefix: 'CC',
    town: 'Bristol',
    accentColour: '#7048e8',
    vatNumber: 'GB300000367',
    companies: [
      company('Initech', 'Bristol', 96),
      company('Avon Marine', 'Portishead', 44),
      company('Bedminster Foods', 'Bristol', 130),
      company('Clifton Dental', 'Bristol', 22),
      company('Dundry Solar', 'Bristol', 51),
      company('Easton Theatre', 'Bristol', 36),
      company('Filton Aero', 'Filton', 175),
      company('Gloucester Seeds', 'Gloucester', 48),
      company('Harbourside Hotels', 'Bristol', 150),
      company('Keynsham Ceramics', 'Keynsham', 31),
      company('Long Ashton Cider', 'Bristol', 27),
    ],
  },
  {
    name: 'Fabrikam Telecom',
    domain: 'fabrikam.example',
    prefix: 'FT',
    town: 'Glasgow',
    accentColour: '#c2410c',
    vatNumber: 'GB400000457',
    companies: [
      company('Argyle Shipping', 'Greenock', 88),
      company('Bothwell Engineering', 'Motherwell', 105),
      company('Clydeside Housing', 'Glasgow', 142),
      company('Drumchapel Bakery', 'Glasgow', 24),
      company('Elgin Distillers', 'Elgin', 57),
      company('Forth Surveyors', 'Stirling', 33),
    ],
  },
  {
    name: 'Wingtip Managed Services',
    domain: 'wingtip.example',
    prefix: 'WT',
    town: 'Cardiff',
    accentColour: '#2b8a3e',
    vatNumber: 'GB500000547',
    companies: [
      company('Brecon Timber', 'Brecon', 39),
      company('Cathays Books', 'Cardiff', 16),
      company('Gower Surf', 'Swansea', 21),
      company('Llandaff Law', 'Cardiff', 68),
      company('Penarth Pharma', 'Penarth', 118),
      company('Taff Transport', 'Pontypridd', 73),
    ],
  },
];

/** Of Northwind: it came last, and pays in euros. What it is sold at, and its invoice, features bring. */
export const EURO_COMPANY: DemoCompany = { ...company('Lagan Ferries', 'Belfast', 12), currency: 'EUR' };

const FIRST_NAMES =
  'Ada Aisha Alan Amelia Anika Arjun Beatrice Ben Callum Carys Charlotte Chloë Daniel Dafydd Eilidh Ella Emeka Emily Ewan Fatima Fiona Freya Gareth George Grace Hamza Hannah Harriet Henry Imogen Isla Ivan Jack Jakub James Jasmine Kwame Łukasz Leah Liam Małgorzata Megan Mohammed Nadia Niamh Noah Oliver Olivia Owen Priya Rhys Rosie Sanjay Sara Seán Sofia Tariq Thomas Yasmin Zoë'.split(
    ' ',
  );
const LAST_NAMES =
  'Ahmed Anderson Bailey Barker Begum Bennett Bevan Campbell Carter Chapman Clarke Cooper Davies Edwards Ellis Evans Fletcher Ferguson Gibson Green Griffiths Hall Hughes Hussain Jackson Jenkins Johnson Jones Kamara Kaur Kelly Khan Kowalska Lewis MacDonald Mensah Mitchell Moore Morgan Murphy Nowak O’Brien Okafor Owen Parker Patel Phillips Powell Price Reid Roberts Robinson Scott Shah Silva Singh Smith Stewart Taylor Thomas Thompson Walker Ward Williams Wilson Wright Young Žukauskas'.split(
    ' ',
  );
const JOBS = [
  'Accounts assistant',
  'Administrator',
  'Director',
  'Engineer',
  'Head of operations',
  'Office manager',
  'Project manager',
  'Sales executive',
  'Support analyst',
  'Warehouse lead',
];
const DEPARTMENTS = ['Finance', 'Operations', 'Sales', 'Support', 'Management', 'Warehouse'];

export interface DemoPerson {
  firstName: string;
  lastName: string;
  localPart: string;
  mobile: string;
  jobTitle: string;
  department: string;
}

const pick = <T>(from: readonly T[], i: number): T => from[i % from.length] as T;

/** Makes the same people every time; `salt` keeps companies apart. */
export function people(count: number, salt: number): DemoPerson[] {
  const used = new Map<string, number>();
  return Array.from({ length: count }, (_unused, i) => {
    const n = i * 7 + salt * 13;
    const firstName = pick(FIRST_NAMES, n);
    const lastName = pick(LAST_NAMES, Math.floor(n / FIRST_NAMES.length) * 11 + i * 5 + salt);
    const plain = `${firstName}.${lastName}`
      .replace(/[Łł]/g, 'l')
      .normalize('NFD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase();
    const times = (used.get(plain) ?? 0) + 1;
    used.set(plain, times);
    return {
      firstName,
      lastName,
      localPart: times === 1 ? plain : `${plain}${times}`,
      // Ofcom keeps 07700 900000–900999 for drama.
      mobile: `+447700900${String((n * 31) % 1000).padStart(3, '0')}`,
      jobTitle: pick(JOBS, n + salt),
      department: pick(DEPARTMENTS, i + salt),
    };
  });
}

/** Who looks after the n-th tenant. */
export function nameOf(n: number): { firstName: string; lastName: string } {
  const [{ firstName, lastName } = { firstName: 'Robin', lastName: 'Reid' }] = people(1, 3 + n * 2);
  return { firstName, lastName };
}

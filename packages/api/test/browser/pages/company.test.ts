import { walkThrough } from './walk.ts';

walkThrough('COMPANY', 'admin@globex.example');

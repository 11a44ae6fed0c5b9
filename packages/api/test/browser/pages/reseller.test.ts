import { walkThrough } from './walk.ts';

walkThrough('RESELLER', 'admin@northwind.example');

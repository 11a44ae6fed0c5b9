import { walkThrough } from './walk.ts';

walkThrough('PLATFORM', 'staff@xe2.example');

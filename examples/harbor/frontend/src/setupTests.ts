import '@testing-library/jest-dom/jest-globals';
import { configure } from '@testing-library/react';

// Generous, for machines that are busy with other things.
configure({ asyncUtilTimeout: 10_000 });

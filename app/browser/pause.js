export const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

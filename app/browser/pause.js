export function pause(ms) {
  return new Promise((resume) => setTimeout(resume, ms));
}

export const remember = (lang) => localStorage.setItem("lang", lang);

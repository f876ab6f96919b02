import { remember } from "./storage.js";
remember(document.documentElement.lang);

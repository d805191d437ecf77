// The client starts here.
import { mount } from "svelte";
import App from "./App.svelte";
import { registerServiceWorker } from "./offline/service-worker";
import { router } from "./ui/router.svelte";
import "./ui/tokens.css";
import "./ui/base.css";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

router.start();
mount(App, { target });
registerServiceWorker();

// How the client is built: plain files that the school's server serves under a strict content policy,
// so nothing is inlined (no script, no data: font) and the service worker is registered from our own code.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import about from "./package.json" with { type: "json" };
import { forPrint } from "./tools/for-print.mjs";
import { pictureSprites } from "./tools/picture-sprites.mjs";
import { preloadFonts } from "./tools/preload-fonts.mjs";

const server = "http://localhost:8123"; // where `npm run dev` finds `tutor serve --no-tls --port 8123`

export default defineConfig({
  define: { __MARELLE_VERSION__: JSON.stringify(about.version) },
  plugins: [
    svelte(),
    pictureSprites(),
    preloadFonts(),
    forPrint(),
    VitePWA({
      registerType: "prompt", // a new version waits for the door: it never breaks a session under way
      injectRegister: false,
      includeAssets: ["icon.svg", "icon-180.png"],
      manifest: {
        name: "Marelle",
        short_name: "Marelle",
        description: "Lire et calculer avec Rivet",
        lang: "fr",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#fdf1d8",
        theme_color: "#cfe7f2",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,woff2}"],
        navigateFallback: "/index.html",
        // Only the client's own pages: the server has pages of its own, and /api is never cached.
        navigateFallbackAllowlist: [
          /^\/$/,
          /^\/(classe|carte|eleve|enseignant|aide-tablette|credits|hologramme)(\/|$)/,
        ],
        cleanupOutdatedCaches: true,
        // The first worker takes the page that installed it: from the first sitting on, what is loaded late is here.
        clientsClaim: true,
      },
    }),
  ],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    manifest: true, // for tools/bundle-sizes.mjs
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  // `..`: the sentences that the server has ready are read from its own data.
  server: { fs: { allow: [".."] }, proxy: { "/api": { target: server, ws: true } } },
  // `css`: tests/tokens.test.ts reads the style sheets as they are.
  test: { include: ["tests/**/*.test.ts"], environment: "node", css: true },
});

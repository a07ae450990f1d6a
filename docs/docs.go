// Package docs holds the project's documents, for pages to show.
package docs

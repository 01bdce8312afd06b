package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// assets are the site's own files (styles, fonts, scripts, pictures). Their
// addresses hold a hash of the content, so that a browser may keep them for
// good: site.css is served as /static/site.0a1b2c3d.css.
type assets struct {
	hashed map[string]string // address by name
	file   map[string]*cached
	// letters is the typeface as a style for pictures that carry it.
	letters string
}

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".json": "application/json",
}

// readAssets reads static/. In a style, url(name) becomes the hashed address.
func readAssets() (*assets, error) {
	a := &assets{hashed: map[string]string{}, file: map[string]*cached{}}
	var styles []string
	err := fs.WalkDir(staticFiles, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := strings.TrimPrefix(p, "static/")
		if path.Ext(name) == ".css" {
			styles = append(styles, name)
			return nil
		}
		body, err := staticFiles.ReadFile(p)
		if err != nil {
			return err
		}
		return a.add(name, body)
	})
	if err != nil {
		return nil, err
	}
	for _, name := range styles {
		body, err := a.style(name)
		if err != nil {
			return nil, err
		}
		if err := a.add(name, body); err != nil {
			return nil, err
		}
	}
	a.letters, err = readLetters()
	return a, err
}

func (a *assets) add(name string, body []byte) error {
	ext := path.Ext(name)
	if assetTypes[ext] == "" {
		return fmt.Errorf("static/%s: a file of a kind that the site does not serve", name)
	}
	sum := sha256.Sum256(body)
	address := "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	a.hashed[name] = address
	a.file[address] = newCached(body, assetTypes[ext], false)
	return nil
}

var urlInStyle = regexp.MustCompile(`url\("?([a-z0-9][a-zA-Z0-9._/-]*)"?\)`)

func (a *assets) style(name string) ([]byte, error) {
	body, err := staticFiles.ReadFile("static/" + name)
	if err != nil {
		return nil, err
	}
	var missing string
	out := urlInStyle.ReplaceAllStringFunc(string(body), func(s string) string {
		file := urlInStyle.FindStringSubmatch(s)[1]
		if a.hashed[file] == "" {
			missing = file
		}
		return "url(" + a.hashed[file] + ")"
	})
	if missing != "" {
		return nil, fmt.Errorf("static/%s names %s, which does not exist", name, missing)
	}
	return []byte(out), nil
}

// address gives the hashed address of a file in static/.
func (a *assets) address(name string) (string, error) {
	if s := a.hashed[name]; s != "" {
		return s, nil
	}
	return "", fmt.Errorf("static/%s does not exist", name)
}

// Checks a running log with the Go reference packages for transparency logs, which share no code with ours.
//
// Usage: check URL TOKEN VERIFIER-KEY [OLD-SIZE LEAF...]
//
// It reads the checkpoint and verifies its signature, fetches every tile it needs over HTTP, proves each leaf in the tree and
// the tree of the old size to be a beginning of the newest, and compares the log's own proofs with those. It exits 0 when
// all of it holds.
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type log struct {
	url, token string
}

func (l log) get(path string) ([]byte, error) {
	request, err := http.NewRequest("GET", l.url+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+l.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != 200 {
		err = fmt.Errorf("GET %s: %s: %s", path, response.Status, body)
	}
	return body, err
}

// Height and the rest make log a tlog.TileReader. C2SP tlog-tiles leaves the height out of the path.
func (l log) Height() int { return 8 }

func (l log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := l.get("/" + path)
		if err != nil {
			return nil, err
		}
		data = append(data, content)
	}
	return data, nil
}

func (l log) SaveTiles([]tlog.Tile, [][]byte) {}

func (l log) hashes(path, field string) ([]tlog.Hash, error) {
	body, err := l.get(path)
	if err != nil {
		return nil, err
	}
	var answer map[string]json.RawMessage
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	var texts []string
	if err := json.Unmarshal(answer[field], &texts); err != nil {
		return nil, err
	}
	var hashes []tlog.Hash
	for _, text := range texts {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, fmt.Errorf("not a hash: %s", text)
		}
		var hash tlog.Hash
		copy(hash[:], raw)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("usage: check URL TOKEN VERIFIER-KEY [OLD-SIZE LEAF...]")
	}
	l := log{strings.TrimRight(args[0], "/"), args[1]}
	verifier, err := note.NewVerifier(args[2])
	if err != nil {
		return err
	}
	signed, err := l.get("/checkpoint")
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	tree := tlog.Tree{N: size, Hash: root}
	fmt.Printf("checkpoint of %s: %d leaves, signed by %s\n", lines[0], size, verifier.Name())
	reader := tlog.TileHashReader(tree, l)
	if len(args) > 3 {
		if err := checkConsistency(l, tree, reader, args[3]); err != nil {
			return err
		}
	}
	for _, text := range args[min(4, len(args)):] {
		if err := checkInclusion(l, tree, reader, text); err != nil {
			return err
		}
	}
	return nil
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func checkConsistency(l log, tree tlog.Tree, reader tlog.HashReader, text string) error {
	old, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return err
	}
	oldRoot, err := tlog.TreeHash(old, reader)
	if err != nil {
		return err
	}
	ours, err := l.hashes(fmt.Sprintf("/api/v1/ledger/consistency?from=%d&to=%d", old, tree.N), "proof")
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(tlog.TreeProof(ours), tree.N, tree.Hash, old, oldRoot); err != nil {
		return fmt.Errorf("consistency of %d and %d: %w", old, tree.N, err)
	}
	fmt.Printf("the tree of %d leaves is the beginning of the one of %d\n", old, tree.N)
	return nil
}

func checkInclusion(l log, tree tlog.Tree, reader tlog.HashReader, text string) error {
	leaf, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return err
	}
	hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, leaf)})
	if err != nil {
		return err
	}
	ours, err := l.hashes(fmt.Sprintf("/api/v1/ledger/inclusion?leaf=%d&size=%d", leaf, tree.N), "path")
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(tlog.RecordProof(ours), tree.N, tree.Hash, leaf, hashes[0]); err != nil {
		return fmt.Errorf("inclusion of leaf %d: %w", leaf, err)
	}
	fmt.Printf("leaf %d is in the tree\n", leaf)
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

package catalog

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// lineAt finds the line of the node that a path such as "scores[2].of[0].op"
// leads to; where the path ends early, the line of the last node found.
func lineAt(root *yaml.Node, at string) int {
	n, line := root, root.Line
	for _, name := range splitPath(at) {
		next, l := child(n, name)
		if next == nil {
			break
		}
		n, line = next, l
	}
	return line
}

// splitPath turns "a[2].b" into "a", "2", "b"; it also reads JSON pointers.
func splitPath(at string) []string {
	return strings.FieldsFunc(at, func(r rune) bool { return r == '.' || r == '[' || r == ']' || r == '/' })
}

// child gives a mapping's value or a sequence's item, with the line where the
// reader should look: that of the key, or of the item.
func child(n *yaml.Node, name string) (*yaml.Node, int) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				return n.Content[i+1], n.Content[i].Line
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i], n.Content[i].Line
		}
	}
	return nil, 0
}

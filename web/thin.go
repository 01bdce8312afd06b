package web

// thinPage is a page that only has its title so far.
func thinPage(r *request) (*answer, error) {
	return &answer{title: r.say(r.route.name + ".title"), json: struct{}{}, csv: &sheet{head: []string{"release"}}}, nil
}

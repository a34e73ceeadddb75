package spec

// Event is a kind of event, as a column holds it. The constants are the kinds that
// the program's rules and measures know; an edition may have more, which are read
// and checked and have the numbers after these.
type Event uint8

// The events that the program knows. The zero value means "not known".
const (
	NoEvent             Event = iota
	Concern                   // somebody told a service of a concern
	ReferralDiscussion        // services discussed it
	Investigation             // from its start to its end; the detail is its outcome
	PlanningMeeting           // the first meeting that decides whether to register
	PreBirthMeeting           // the same before a birth
	Registration              // the child's name was put on the register
	Category                  // a concern for which the child was registered
	CoreGroup                 // a meeting of those who carry out the plan
	Review                    // a meeting that decides whether the child stays registered
	Deregistration            // the name was taken off
	Contact                   // somebody went to see the child
	CannotMeetNeeds           // an assessment that the parents cannot meet the child's needs
	Support                   // intensive support at home, from its start to its end
	LegalMeasure              // an order, from its start to its end
	Placement                 // away from home, from its start to its end
	ReturnedHome              // the child went back to live with the parents
	NoReturnHome              // the decision that the child cannot return home
	PermanencePanel           // a panel considered a permanent home
	PermanenceLegal           // the order for it was made
	PermanencePlacement       // the child moved to the home that is meant to be permanent
	Missing                   // from the first day to the day the child was found
	ReturnDiscussion          // a talk with the child who was missing
	SexOffenderContact        // a registered sex offender has contact with the household
	RiskPlan                  // a plan for that risk
	OnlineHarm                // a concern about harm online
	ViewsRecorded             // the child's views were recorded
	CareAndRiskMeeting        // a care and risk management meeting
	VulnerableMeeting         // a meeting about a vulnerable young person
	ReporterReferral          // referral to the children's reporter
	lastEvent
)

var events = [lastEvent]string{
	Concern: "concern", ReferralDiscussion: "referral-discussion", Investigation: "investigation",
	PlanningMeeting: "planning-meeting", PreBirthMeeting: "pre-birth-meeting", Registration: "registration",
	Category: "category", CoreGroup: "core-group", Review: "review", Deregistration: "deregistration",
	Contact: "contact", CannotMeetNeeds: "cannot-meet-needs", Support: "support", LegalMeasure: "legal-measure",
	Placement: "placement", ReturnedHome: "returned-home", NoReturnHome: "no-return-home",
	PermanencePanel: "permanence-panel", PermanenceLegal: "permanence-legal", PermanencePlacement: "permanence-placement",
	Missing: "missing", ReturnDiscussion: "return-discussion", SexOffenderContact: "sex-offender-contact",
	RiskPlan: "risk-plan", OnlineHarm: "online-harm", ViewsRecorded: "views-recorded",
	CareAndRiskMeeting: "care-and-risk-meeting", VulnerableMeeting: "vulnerable-meeting", ReporterReferral: "reporter-referral",
}

// Person is who did something or told of it. The zero value means "not known".
type Person uint8

// The people that the program knows.
const (
	Nobody Person = iota
	SocialWorker
	HealthVisitor
	SchoolNurse
	Teacher
	Police
	lastPerson
)

var people = [lastPerson]string{SocialWorker: "social-worker", HealthVisitor: "health-visitor", SchoolNurse: "school-nurse", Teacher: "teacher", Police: "police"}

// Population is a group of children of whom a return is asked.
type Population uint8

// The populations that the program knows. The zero value means "none".
const (
	NoPopulation      Population = iota
	NearThreshold                // investigated in the year before the agreed date, and not registered
	OnRegister                   // on the register on the agreed date
	OffRegister                  // taken off the register in the year before the agreed date
	CareAndRisk                  // in care and risk management
	Vulnerable                   // in a process for vulnerable young people
	LookedAfterAtHome            // by an order, living with the parents
	LookedAfterAway              // away from home
	Aftercare                    // looked after before, and still supported
	VoluntaryMeasures            // referred by the reporter for voluntary measures in the year before
	CeasedLookedAfter            // looked after in the 36 months before the agreed date, and not on it
	lastPopulation
)

var populations = [lastPopulation]string{
	NearThreshold: "near-threshold", OnRegister: "registered", OffRegister: "deregistered", CareAndRisk: "care-and-risk",
	Vulnerable: "vulnerable", LookedAfterAtHome: "looked-after-at-home", LookedAfterAway: "looked-after-away",
	Aftercare: "aftercare", VoluntaryMeasures: "voluntary-measures", CeasedLookedAfter: "ceased-looked-after",
}

// Populations is a set of populations: the bit 1<<p is set if p is in it.
type Populations uint32

// Has reports whether p is in the set.
func (s Populations) Has(p Population) bool { return s>>p&1 == 1 }

// With returns the set with p.
func (s Populations) With(p Population) Populations { return s | 1<<p }

// Sex is a child's sex as recorded. The zero value means "no valid value was given".
type Sex uint8

// The sexes that the program knows.
const (
	NoSex Sex = iota
	Female
	Male
	SexNotKnown
	lastSex
)

var sexes = [lastSex]string{Female: "F", Male: "M", SexNotKnown: "unknown"}

// Locality is the fifth of the area's localities by deprivation: 1 is the most
// deprived. The zero value means "no valid value was given".
type Locality uint8

// LocalityNotKnown is a locality that the area does not know; 1 to 5 are the fifths.
const LocalityNotKnown Locality = 6

var localities = [...]string{1: "1", 2: "2", 3: "3", 4: "4", 5: "5", LocalityNotKnown: "unknown"}

// LateReason is why a step came later than its standard. The zero value means
// that no reason is given.
type LateReason uint8

// AgreedLonger says that the referral discussion agreed on a longer time.
const (
	NoReason LateReason = iota
	AgreedLonger
)

var lateReasons = [...]string{AgreedLonger: "agreed"}

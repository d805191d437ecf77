// Short names for the messages of the server. Their shapes are generated: see schema.d.ts.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type SessionInfo = Schemas["SessionInfo"];
export type PupilFace = Schemas["PupilFace"];
export type ClassDoor = Schemas["ClassDoor"];
export type AvatarId = PupilFace["avatar"];
export type PictureId = Schemas["PupilSignIn"]["pictures"][number];

export type Domain = Schemas["Domain"];
export type Served = Schemas["ServedOut"];
export type ShownReadAloud = Schemas["ShownReadAloud"];
export type ShownCompute = Schemas["ShownCompute"];
export type ShownAsk = Schemas["ShownAsk"];
export type ShownColumns = Schemas["ShownColumns"];
export type ShownHandle = Schemas["ShownHandle"];
export type Figure = ShownHandle["figure"];
export type ShownChoose = Schemas["ShownChoose"];
export type ShownBuild = Schemas["ShownBuild"];
export type ShownWrite = Schemas["ShownWrite"];
export type ShownCount = Schemas["ShownCount"];
export type Prompt = Schemas["Prompt"];
export type Script = Schemas["Script"];
export type Solution = Schemas["Solution"];
export type MyReading = Schemas["MyReading"];
export type ReadWord = Schemas["ReadWord"];
export type AttemptIn = Schemas["AttemptIn"];
export type AttemptOut = Schemas["AttemptOut"];
export type Answer = AttemptIn["answer"];
export type HeardWord = Schemas["HeardWord"];
export type Verdict = Schemas["Verdict"];
export type RivetLine = Schemas["RivetLine"];
export type Path = Schemas["PathOut"];
export type Help = Schemas["Help"];

export type Grade = Schemas["Grade"];
export type Class = Schemas["ClassOut"];
export type ClassChange = Schemas["ClassChange"];
export type Strictness = Schemas["StrictnessLevel"];
export type Pupil = Schemas["PupilOut"];
export type PupilListResult = Schemas["PupilListOut"];
export type SignInCards = Schemas["SignInCards"];
export type SignInCard = Schemas["SignInCard"];
export type LiveRow = Schemas["LiveRow"];
export type LiveTable = Schemas["LiveTable"];
export type AttemptRow = Schemas["AttemptRow"];
export type PupilAttempts = Schemas["PupilAttempts"];
export type Band = Schemas["Band"];
export type PupilSkills = Schemas["PupilSkills"];
export type SkillRow = Schemas["SkillRow"];
export type ClassNeeds = Schemas["ClassNeeds"];
export type PupilFluency = Schemas["PupilFluency"];
export type FactFluency = Schemas["FactFluency"];
export type TextReading = Schemas["TextReadingOut"];

export type Progression = Schemas["ProgressionOut"];
export type ProgressionLine = Schemas["ProgressionLine"];
export type ProgressionPreview = Schemas["ProgressionPreview"];
export type Correspondence = Schemas["Correspondence"];

export type Story = Schemas["StoryOut"];
export type StoryWorld = Schemas["WorldOut"];
export type StoryScene = Schemas["SceneOut"];
export type EpisodeRef = Schemas["EpisodeRef"];
export type Episode = Schemas["EpisodeOut"];
export type StoryPage = Schemas["PageOut"];
export type StoryLevel = Schemas["StoryLevel"];

export type OwnText = Schemas["OwnTextOut"];
export type OwnTextIn = Schemas["OwnTextIn"];
export type OwnTextChange = Schemas["OwnTextChange"];
export type TextCheck = Schemas["CheckOut"];
export type TextQuestion = Schemas["Question"];
export type TextUse = Schemas["Use"];
export type TextReadings = Schemas["Readings"];
export type Misconception = Schemas["MisconceptionRow"];
export type Note = Schemas["NoteOut"];

export type Group = Schemas["GroupOut"];
export type GroupTurn = Schemas["TurnOut"];
export type GroupAttempt = Schemas["GroupAttemptOut"];
export type Role = Schemas["Role"];
export type SkyName = Schemas["Sky"];
export type WholeClass = Schemas["WholeClass"];
export type SkillChoice = Schemas["SkillChoice"];
export type ClassQuestion = Schemas["QuestionOut"];
export type ClassTally = Schemas["TallyIn"];
export type ClassRound = Schemas["RoundOut"];
export type QuestionResult = Schemas["QuestionResult"];
export type RoundEnd = Schemas["EndedOut"];
